/** Says aloud what the status word shows: at once that something is not saved, in time what follows; and answers Mod-S. */
import { useEffect, useRef } from 'react';
import type { SaveStatus } from '../../sync/save-status.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';
import { statusText } from './status-text.ts';
import { useCanReopen } from './use-can-reopen.ts';

export function useStatusSpeech(status: SaveStatus): void {
  const words = useWords();
  const { say, alert } = useAnnouncer();
  const spoken = useRef<SaveStatus['kind']>('saved');
  const { word, more } = statusText(status, { words, canReopen: useCanReopen() });
  const { kind } = status;

  useEffect(() => {
    // While a person types offline the word goes back and forth; that they are offline is told once.
    const isOfflineNews = kind === 'offline' && more !== '' && spoken.current !== 'offline';
    const isNews = kind === 'reconnecting' || kind === 'read-only' || isOfflineNews || (kind === 'saved' && spoken.current !== 'saved');
    if (isNews) say(more === '' || kind === 'saved' ? word : `${word}. ${more}`, 'status');
    // Typing and saving are not told: that they are in hand is what one expects.
    if (isNews || kind === 'not-saved') spoken.current = kind;
  }, [kind, word, more, say]);

  useEffect(() => (kind === 'not-saved' ? alert(word) : undefined), [kind, word, alert]);
}

/** Swallows Mod-S, and answers with the status as soon as there is a word for it. */
export function useSaveKey(status: SaveStatus): void {
  const words = useWords();
  const { root } = useHost();
  const { toast } = useAnnouncer();
  const isAsked = useRef(false);
  const latest = useRef(status);
  latest.current = status;

  useEffect(() => {
    const place: GlobalEventHandlers = root ?? window;
    const answer = (): void => {
      const { word } = statusText(latest.current, { words, canReopen: false });
      const isEarly = latest.current.kind === 'offline' && latest.current.changes === 'keeping';
      if (word === '' || latest.current.kind === 'saving' || isEarly) return;
      isAsked.current = false;
      toast(word);
    };
    if (isAsked.current) answer();
    const onKey = (event: KeyboardEvent): void => {
      const isMod = event.ctrlKey || event.metaKey;
      if (!isMod || event.shiftKey || event.altKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      isAsked.current = true;
      answer();
    };
    place.addEventListener('keydown', onKey);
    return () => place.removeEventListener('keydown', onKey);
  }, [status, words, toast, root]);
}
