/** The list that opens while somebody types `/`, `:name` or `@`: the text keeps the focus, arrows and Enter are the list's. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Suggestion, Suggestions } from '../../document/suggestions.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';
import { type OfferOptions, type SuggestionItem, useSuggestionOffer } from './use-offer.tsx';

export interface SuggestionMenuProps extends OfferOptions {
  readonly suggestions: Suggestions;
}

export function SuggestionMenu(props: SuggestionMenuProps): ReactElement | null {
  const { editor, suggestions } = props;
  const suggestion = useSyncExternalStore(suggestions.subscribe, suggestions.snapshot);
  if (suggestion === null || !editor.isEditable) return null;
  return <SuggestionList key={`${suggestion.kind} ${suggestion.from}`} suggestion={suggestion} {...props} />;
}

function SuggestionList(props: SuggestionMenuProps & { readonly suggestion: Suggestion }): ReactElement {
  const { editor, suggestions, suggestion } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { label, items, note, isReady } = useSuggestionOffer(suggestion, props);
  const [active, setActive] = useActive(items);
  useFloat(list, {
    place: () => caretRect(editor, suggestion.from),
    near: editor.view.dom,
    placement: 'bottom-start',
    changes: [suggestion.from, items.length],
  });
  useKeys({ suggestions, isReady, items, active, setActive });
  useActiveDescendant(editor, { listId: id, activeId: items[active] === undefined ? null : `${id}-${active}` });
  useCountSpeech(items.length, note);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  // Nothing fits, and more was typed: it is text after all.
  const isText = items.length === 0 && suggestion.query.includes(' ');
  return (
    <div ref={list} className="suggestions" hidden={isText}>
      <div className="menu-label" aria-hidden="true">
        {label}
      </div>
      <div id={id} role="listbox" aria-label={label} tabIndex={0} className="suggestion-items">
        {items.map((item, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are handled in the text, which keeps the focus
          <div
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            data-index={index}
            className="menu-item"
            aria-selected={index === active}
            data-highlighted={index === active ? '' : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={item.onPick}
          >
            <span className="menu-icon">{item.icon}</span>
            <span className="menu-text">{item.label}</span>
            {item.keys === undefined ? null : <kbd className="is-typed" aria-hidden="true">{item.keys}</kbd>}
          </div>
        ))}
      </div>
      {note === null ? null : <p className="suggestion-note">{note}</p>}
    </div>
  );
}

/** The first, until another is chosen; and the first again when others are offered. */
function useActive(items: readonly SuggestionItem[]): [number, (index: number) => void] {
  const offered = items.map(({ id }) => id).join(' ');
  const [state, setState] = useState({ offered, index: 0 });
  return [state.offered === offered ? state.index : 0, (index) => setState({ offered, index })];
}

interface KeyOptions {
  readonly suggestions: Suggestions;
  /** Whether what is offered is known. */
  readonly isReady: boolean;
  readonly items: readonly SuggestionItem[];
  readonly active: number;
  readonly setActive: (index: number) => void;
}

function useKeys({ suggestions, isReady, items, active, setActive }: KeyOptions): void {
  // In the layout phase: a key may come before any other.
  useLayoutEffect(() => {
    if (!isReady) return undefined;
    return suggestions.handleKeys((event) => {
      if (items.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
      switch (event.key) {
        case 'ArrowDown':
          setActive((active + 1) % items.length);
          return true;
        case 'ArrowUp':
          setActive((active - 1 + items.length) % items.length);
          return true;
        case 'Enter':
        case 'Tab':
          items[active]?.onPick();
          return true;
        default:
          return false;
      }
    });
  });
}

/** The text is what has the focus; this tells which option is meant. */
function useActiveDescendant(editor: Editor, { listId, activeId }: { listId: string; activeId: string | null }): void {
  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute('aria-controls', listId);
    if (activeId !== null) dom.setAttribute('aria-activedescendant', activeId);
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, listId, activeId]);
}

function useCountSpeech(count: number, note: string | null): void {
  const { suggest: words } = useWords();
  const { say } = useAnnouncer();
  useEffect(() => say(note ?? words.count(count), 'suggestions'), [count, note, say, words]);
}

function caretRect(editor: Editor, pos: number): DOMRect | null {
  if (editor.isDestroyed || pos > editor.state.doc.content.size) return null;
  const { left, top, bottom } = editor.view.coordsAtPos(pos);
  return new DOMRect(left, top, 0, bottom - top);
}
