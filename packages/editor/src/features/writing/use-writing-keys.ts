/** Keys that work wherever the focus is on the page, or in the part of it that is ours: Mod-F finds, Mod-/ and a lone question mark help. */
import { useEffect } from 'react';
import { useHost } from '../../ui/host.ts';
import type { WritingPanel } from './writing-panel.ts';

export function useWritingKeys(onPanel: (panel: WritingPanel) => void): void {
  const { root } = useHost();
  useEffect(() => {
    const place: GlobalEventHandlers = root ?? window;
    const onKey = (event: KeyboardEvent): void => {
      const panel = panelOf(event);
      if (panel === null || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      onPanel(panel);
    };
    place.addEventListener('keydown', onKey);
    return () => place.removeEventListener('keydown', onKey);
  }, [onPanel, root]);
}

function panelOf(event: KeyboardEvent): WritingPanel | null {
  const isMod = event.ctrlKey || event.metaKey;
  if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') return 'find';
  if (isMod && !event.altKey && event.key === '/') return 'shortcuts';
  const isInText = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null;
  return event.key === '?' && !isMod && !isInText ? 'shortcuts' : null;
}
