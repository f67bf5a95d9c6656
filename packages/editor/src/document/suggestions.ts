/** Watches what is typed for `/`, `:` and `@`, and tells what is asked for. What is offered, and how it looks, is the page's. */
import { Extension } from '@tiptap/core';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { isRemote } from './remote-change.ts';

export type SuggestionKind = 'insert' | 'emoji' | 'mention';

export interface Suggestion {
  readonly kind: SuggestionKind;
  /** What was typed behind the character that asks. */
  readonly query: string;
  /** The character and the query, as a range of the document. */
  readonly from: number;
  readonly to: number;
}

/** Looked at so far back from the caret, in UTF-16 units. */
const lookBackMax = 60;

const triggers: readonly { readonly kind: SuggestionKind; readonly pattern: RegExp }[] = [
  { kind: 'insert', pattern: /(?:^|\s)(\/((?:[\p{L}\p{N}][\p{L}\p{N} -]{0,24})?))$/u },
  { kind: 'emoji', pattern: /(?:^|[\s(])(:([\p{L}\d_+-]{2,30}))$/u },
  { kind: 'mention', pattern: /(?:^|[\s(])(@((?:[\p{L}\p{N}][\p{L}\p{N}_.' -]{0,30})?))$/u },
];

const key = new PluginKey<Suggestion | null>('suggestions');

/** What stands before the caret, up to the start of its block; null where nothing may be asked for. */
export function suggestionIn(textBefore: string): { readonly kind: SuggestionKind; readonly query: string; readonly length: number } | null {
  for (const { kind, pattern } of triggers) {
    const match = pattern.exec(textBefore.slice(-lookBackMax));
    if (match?.[1] !== undefined) return { kind, query: match[2] ?? '', length: match[1].length };
  }
  return null;
}

export class Suggestions {
  readonly #listeners = new Set<() => void>();
  #current: Suggestion | null = null;
  #onKey: ((event: KeyboardEvent) => boolean) | null = null;
  /** A choice that was made before anybody showed what there is to choose from. */
  #early: KeyboardEvent | null = null;
  /** One that is the text's after all. */
  #passed: KeyboardEvent | null = null;
  #view: EditorView | null = null;

  /** The same object until it changes. */
  readonly snapshot = (): Suggestion | null => this.#current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Who shows the suggestions gets the keys first, but for Escape; true keeps them from the text. */
  handleKeys(onKey: (event: KeyboardEvent) => boolean): () => void {
    this.#onKey = onKey;
    // Not in here: a choice changes the text, which whoever calls this may be in the middle of showing.
    if (this.#early !== null) queueMicrotask(() => this.#chooseEarly());
    return () => {
      this.#onKey = null;
    };
  }

  /** Until the person types another such character. */
  dismiss(): void {
    this.#view?.dispatch(this.#view.state.tr.setMeta(key, 'dismiss'));
  }

  extension(): Extension {
    return Extension.create({
      name: 'suggestions',
      // Before the keys of lists, code and history.
      priority: 1_200,
      addProseMirrorPlugins: () => [this.#plugin()],
    });
  }

  #plugin(): Plugin {
    return new Plugin<Suggestion | null>({
      key,
      state: { init: () => null, apply: (transaction, before, _old, state) => next(transaction, before, state) },
      props: {
        handleKeyDown: (view, event) => key.getState(view.state) !== null && !event.isComposing && this.#handleKey(event),
        // Letters that come without a key, as from dictation.
        handleTextInput: (view, _from, _to, text) => this.#passEarly() && typeInto(view, text),
        handleDOMEvents: {
          mousedown: () => {
            this.#passEarly();
            return false;
          },
          blur: (view) => {
            this.#passEarly();
            if (key.getState(view.state) !== null) view.dispatch(view.state.tr.setMeta(key, 'dismiss'));
            return false;
          },
        },
      },
      view: (view) => {
        this.#view = view;
        return {
          update: () => this.#tell(key.getState(view.state) ?? null),
          // Another plugin that joins has all of them begin anew, at once: that is no end.
          destroy: () => {
            this.#view = null;
            queueMicrotask(() => {
              if (this.#view === null) this.#tell(null);
            });
          },
        };
      },
    });
  }

  #handleKey(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      this.dismiss();
      return true;
    }
    if (event === this.#passed || isModifier(event)) return false;
    if (this.#onKey !== null) return this.#onKey(event);
    // One choice waits for what is on its way. Who goes on before that means the text.
    if (this.#passEarly() || !isChoice(event)) return false;
    this.#early = event;
    return true;
  }

  /** Gives the choice that waits to the text, as if nothing could be chosen; false where none waits. */
  #passEarly(): boolean {
    const [view, event] = [this.#view, this.#early];
    if (view === null || event === null) return false;
    this.#early = null;
    this.#passed = event;
    view.someProp('handleKeyDown', (handle) => handle(view, event));
    return true;
  }

  #chooseEarly(): void {
    const [view, event] = [this.#view, this.#early];
    if (view === null || event === null || this.#onKey === null) return;
    this.#early = null;
    // As if it came now: where nothing is offered after all, it is the text's.
    view.someProp('handleKeyDown', (handle) => handle(view, event));
  }

  #tell(suggestion: Suggestion | null): void {
    if (isSame(suggestion, this.#current)) return;
    this.#current = suggestion;
    if (suggestion === null) this.#early = null;
    for (const listener of this.#listeners) listener();
  }
}

/** As ProseMirror does, at the place where the selection is by now. */
function typeInto(view: EditorView, text: string): boolean {
  const { from, to } = view.state.selection;
  const insertion = (): Transaction => view.state.tr.insertText(text, from, to).scrollIntoView();
  const isTaken = view.someProp('handleTextInput', (handle) => handle(view, from, to, text, insertion)) === true;
  if (!isTaken) view.dispatch(insertion());
  return true;
}

function next(transaction: Transaction, before: Suggestion | null, state: EditorState): Suggestion | null {
  if (transaction.getMeta(key) === 'dismiss') return null;
  if (isRemote(transaction)) return before === null ? null : read(state);
  // Only typing asks; going back into what was typed before does not.
  if (!transaction.docChanged) return before !== null && transaction.selectionSet ? continued(before, read(state)) : before;
  const found = read(state);
  if (before !== null) return found;
  return found !== null && isTyping(transaction, found) ? found : null;
}

function continued(before: Suggestion, found: Suggestion | null): Suggestion | null {
  return found?.from === before.from ? found : null;
}

/** A dismissed one does not come back with the next letter: only the character itself, or for emoji the second letter, opens. */
function isTyping(transaction: Transaction, { kind, query }: Suggestion): boolean {
  const isOpening = kind === 'emoji' ? [...query].length === 2 : query === '';
  return isOpening && transaction.getMeta('paste') !== true && transaction.getMeta('uiEvent') !== 'drop';
}

function read({ selection }: EditorState): Suggestion | null {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code === true) return null;
  if ($from.marks().some((mark) => mark.type.spec.code === true)) return null;
  const from = Math.max(0, $from.parentOffset - lookBackMax);
  const found = suggestionIn($from.parent.textBetween(from, $from.parentOffset, undefined, '\ufffc'));
  return found === null ? null : { kind: found.kind, query: found.query, from: $from.pos - found.length, to: $from.pos };
}

function isChoice({ key: name, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (name === 'Enter' || name === 'Tab') && !shiftKey && !ctrlKey && !metaKey && !altKey;
}

function isModifier({ key: name }: KeyboardEvent): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(name);
}

function isSame(a: Suggestion | null, b: Suggestion | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && a.query === b.query && a.from === b.from && a.to === b.to;
}
