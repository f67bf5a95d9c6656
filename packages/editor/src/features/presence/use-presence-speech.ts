/** Says who came, who went and who writes in one's own paragraph: some seconds' worth at once, and never per keystroke. */
import { useEffect } from 'react';
import type { Participant, Presence } from '../../sync/presence.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';
import { newsOf } from './news.ts';
import { caretsIn } from './places.ts';
import { peopleOf } from './people.ts';

/** Looked at so often at most: what is undone within that time is no news. */
const everyMs = 2_000;

export function usePresenceSpeech(presence: Presence): void {
  const { people: words, locale } = useWords();
  const { say } = useAnnouncer();
  useEffect(() => {
    let told: readonly Participant[] = peopleOf(presence.participants());
    let beside: readonly number[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let list: Intl.ListFormat | undefined;
    const names = (people: readonly Participant[]): string => {
      // Made for the first news: it reads the tables of the language, which takes longer than all else that is made with the page.
      list ??= new Intl.ListFormat(locale, { type: 'conjunction' });
      return list.format(people.map(({ name }) => name || words.nameless));
    };
    const look = (): void => {
      timer = undefined;
      const now = peopleOf(presence.participants());
      const { joined, left } = newsOf(told, now);
      const here = caretsIn(ownBlock());
      const arrived = presence.participants().filter(({ clientId }) => here.includes(clientId) && !beside.includes(clientId));
      [told, beside] = [now, here];
      const parts = [
        ...(joined.length === 0 ? [] : [words.joined(names(joined))]),
        ...(left.length === 0 ? [] : [words.left(names(left))]),
        ...(joined.length + left.length === 0 ? [] : [words.label(now.length)]),
        ...(arrived.length === 0 ? [] : [words.isBeside(names(peopleOf(arrived)))]),
      ];
      if (parts.length > 0) say(parts.join('. '));
    };
    const unsubscribe = presence.subscribe(() => {
      timer ??= setTimeout(look, everyMs);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [presence, words, locale, say]);
}

/** The block of text that has one's own caret. */
function ownBlock(): Element | null {
  const node = document.activeElement?.matches('.ProseMirror') === true ? document.getSelection()?.anchorNode : null;
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest('.ProseMirror :is(p, h1, h2, h3, h4, h5, h6, pre)') ?? null;
}
