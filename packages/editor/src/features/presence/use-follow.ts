/** Follows a person by the place of their caret in the text, until one does something oneself. */
import { useEffect, useState } from 'react';
import type { Presence } from '../../sync/presence.ts';
import { showCaret } from './places.ts';

export interface Follow {
  /** By person; null while nobody is followed. */
  readonly followed: string | null;
  readonly toggle: (personId: string) => void;
}

export function useFollow(presence: Presence): Follow {
  const [followed, setFollowed] = useState<string | null>(null);
  useEffect(() => {
    if (followed === null) return undefined;
    let frame = 0;
    const go = (): void => {
      cancelAnimationFrame(frame);
      const tabs = presence.participants().filter(({ id, isSelf }) => id === followed && !isSelf);
      if (tabs.length === 0) setFollowed(null);
      // Those who were active last come first.
      else frame = requestAnimationFrame(() => tabs.some(({ clientId }) => showCaret(clientId)));
    };
    // A caret is drawn some time after the news of it, and moves without news when the text before it grows.
    const drawn = new MutationObserver(go);
    drawn.observe(document.body, { childList: true, subtree: true });
    const stop = (event: Event): void => {
      // The button itself decides.
      if (event.target instanceof Element && event.target.closest('.avatars, .menu') !== null) return;
      setFollowed(null);
    };
    go();
    const unsubscribe = presence.subscribe(go);
    for (const type of ['keydown', 'pointerdown', 'wheel']) window.addEventListener(type, stop, { passive: true });
    return () => {
      unsubscribe();
      drawn.disconnect();
      cancelAnimationFrame(frame);
      for (const type of ['keydown', 'pointerdown', 'wheel']) window.removeEventListener(type, stop);
    };
  }, [followed, presence]);
  return { followed, toggle: (personId) => setFollowed((before) => (before === personId ? null : personId)) };
}
