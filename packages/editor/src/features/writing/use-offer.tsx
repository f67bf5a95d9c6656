/** What is offered for what was typed: blocks for `/`, emoji for `:`, people for `@`. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Emoji } from '../../document/lazy/emoji.ts';
import { type FormulaName, insert, insertionNames, isFormula } from '../../document/insertions.ts';
import type { Suggestion } from '../../document/suggestions.ts';
import type { Participant, Presence } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useWords } from '../../ui/words.ts';
import { insertionIcons, insertionKeys } from './insertion-icons.tsx';
import { bestMatches } from './matching.ts';

/** Offered at once; who looks for more types another letter. */
const emojiMax = 40;

export interface SuggestionItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** A key or Markdown for the same. */
  readonly keys?: string | undefined;
  readonly onPick: () => void;
}

export interface SuggestionOffer {
  readonly label: string;
  readonly items: readonly SuggestionItem[];
  /** Said in place of items. */
  readonly note: string | null;
  /** Whether what is offered is known: a key for it can wait until it is. */
  readonly isReady: boolean;
}

export interface OfferOptions {
  readonly editor: Editor;
  readonly presence: Presence;
  readonly onFormula: (name: FormulaName) => void;
}

/** For `SuggestionMenu`; the three kinds are three hooks, which all run, since hooks must. */
export function useSuggestionOffer(suggestion: Suggestion, options: OfferOptions): SuggestionOffer {
  const insertions = useInsertions(suggestion, options);
  const emoji = useEmoji(suggestion, options);
  const people = usePeople(suggestion, options);
  switch (suggestion.kind) {
    case 'insert':
      return insertions;
    case 'emoji':
      return emoji;
    case 'mention':
      return people;
  }
}

function useInsertions({ query, from, to }: Suggestion, { editor, onFormula }: OfferOptions): SuggestionOffer {
  const { insert: words, suggest } = useWords();
  const matches = bestMatches(insertionNames.map((name) => ({ name, ...words.items[name] })), query);
  const items = matches.map(({ name, label }): SuggestionItem => {
    const Icon = insertionIcons[name];
    const onPick = (): void => {
      editor.chain().deleteRange({ from, to }).run();
      if (isFormula(name)) onFormula(name);
      else insert(editor, name);
    };
    return { id: name, label, icon: <Icon aria-hidden="true" />, keys: insertionKeys[name], onPick };
  });
  return { label: words.label, items, note: items.length === 0 ? suggest.nothing : null, isReady: true };
}

function useEmoji({ kind, query, from, to }: Suggestion, { editor }: OfferOptions): SuggestionOffer {
  const { suggest: words } = useWords();
  const [all, setAll] = useState<readonly Emoji[] | 'failed' | null>(null);
  const isAsked = kind === 'emoji';
  useEffect(() => {
    if (!isAsked) return;
    const load = async (): Promise<void> => {
      const { emoji } = await import('../../document/lazy/emoji.ts');
      setAll(emoji);
    };
    load().catch(() => setAll('failed'));
  }, [isAsked]);
  const found = useMemo(() => (Array.isArray(all) && isAsked ? bestMatches(all as readonly Emoji[], query).slice(0, emojiMax) : []), [all, isAsked, query]);
  const items = found.map(({ label, character }): SuggestionItem => ({
    id: label,
    label: `:${label}:`,
    icon: <EmojiIcon character={character} />,
    onPick: () => editor.chain().focus().insertContentAt({ from, to }, { type: 'text', text: character }).run(),
  }));
  const note = all === null ? words.loading : all === 'failed' ? words.failed : items.length === 0 ? words.noEmoji : null;
  return { label: words.emoji, items, note, isReady: all !== null };
}

function EmojiIcon({ character }: { readonly character: string }): ReactElement {
  return (
    <span className="emoji" aria-hidden="true">
      {character}
    </span>
  );
}

function usePeople({ query, from, to }: Suggestion, { editor, presence }: OfferOptions): SuggestionOffer {
  const { suggest: words, people: peopleWords } = useWords();
  const participants = useSyncExternalStore(presence.subscribe, presence.participants);
  const people = bestMatches(oneOfEach(participants).map((person) => ({ ...person, label: person.name })), query);
  const items = people.map(({ id, name, colour, isSelf }): SuggestionItem => ({
    id,
    label: isSelf ? peopleWords.you(name) : name,
    icon: <Avatar name={name} colour={colour} />,
    onPick: () =>
      editor
        .chain()
        .focus()
        .insertContentAt({ from, to }, [{ type: 'mention', attrs: { id, label: name } }, { type: 'text', text: ' ' }])
        .run(),
  }));
  return { label: words.mention, items, note: items.length === 0 ? words.nobody : null, isReady: true };
}

/** Who has the document open twice is one person; who has no name can't be named. */
function oneOfEach(participants: readonly Participant[]): readonly Participant[] {
  return [...new Map(participants.filter(({ name }) => name !== '').map((person) => [person.id, person])).values()];
}
