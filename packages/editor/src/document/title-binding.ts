/** Binds the shared title to a text field: typing becomes changes, others' changes keep the caret where it was meant. */
import * as Y from 'yjs';

/** A change of a text: at `index`, `remove` units go and `insert` comes. */
export interface Splice {
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

/** One step of a Yjs text event. */
interface DeltaStep {
  readonly retain?: number | undefined;
  readonly delete?: number | undefined;
  readonly insert?: unknown;
}

/** What the binding needs of an input or a textarea. */
export type TitleField = Pick<
  HTMLTextAreaElement,
  'value' | 'selectionStart' | 'selectionEnd' | 'setSelectionRange' | 'addEventListener' | 'removeEventListener'
>;

export interface TitleBindingOptions {
  readonly text: Y.Text;
  readonly field: TitleField;
  readonly lengthMax: number;
  /** Called with the text after each change, by whomever. */
  readonly onChange: (text: string) => void;
}

export class TitleBinding {
  readonly #text: Y.Text;
  readonly #field: TitleField;
  readonly #lengthMax: number;
  readonly #onChange: (text: string) => void;
  readonly #undo: Y.UndoManager;
  /** What the field shows, as far as the binding knows. */
  #shown: string;
  /** Others' changes while the person composes a character: the field must not be touched then. */
  #held: DeltaStep[][] | null = null;

  constructor(options: TitleBindingOptions) {
    this.#text = options.text;
    this.#field = options.field;
    this.#lengthMax = options.lengthMax;
    this.#onChange = options.onChange;
    this.#undo = new Y.UndoManager(options.text, { trackedOrigins: new Set([this]) });
    this.#shown = oneLine(options.text.toJSON());
    this.#field.value = this.#shown;
    this.#text.observe(this.#onText);
    this.#field.addEventListener('input', this.#onInput);
    this.#field.addEventListener('compositionstart', this.#onCompositionStart);
    this.#field.addEventListener('compositionend', this.#onCompositionEnd);
    this.#onChange(this.#shown);
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  close(): void {
    this.#text.unobserve(this.#onText);
    this.#undo.destroy();
    this.#field.removeEventListener('input', this.#onInput);
    this.#field.removeEventListener('compositionstart', this.#onCompositionStart);
    this.#field.removeEventListener('compositionend', this.#onCompositionEnd);
  }

  readonly #onInput = (): void => {
    if (this.#held === null) this.#push([]);
  };

  readonly #onCompositionStart = (): void => {
    this.#held = [];
  };

  readonly #onCompositionEnd = (): void => {
    const held = this.#held ?? [];
    this.#held = null;
    this.#push(held);
  };

  /** Writes what the person changed, at the place where it is by now. */
  #push(deltas: readonly (readonly DeltaStep[])[]): void {
    const caret = this.#field.selectionEnd;
    const typed = spliceBetween(this.#shown, this.#field.value, caret);
    const start = mapIndex(typed.index, deltas);
    const end = mapIndex(typed.index + typed.remove, deltas);
    const room = this.#lengthMax - (this.#text.length - (end - start));
    const insert = oneLine(typed.insert).slice(0, Math.max(0, room));
    this.#text.doc?.transact(() => {
      if (end > start) this.#text.delete(start, end - start);
      if (insert !== '') this.#text.insert(start, insert);
    }, this);
    this.#show(Math.min(start + insert.length, this.#text.length));
  }

  readonly #onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === this) return;
    const delta: DeltaStep[] = event.delta;
    if (this.#held !== null) {
      this.#held.push(delta);
      return;
    }
    const { selectionStart, selectionEnd } = this.#field;
    this.#show(mapIndex(selectionStart, [delta]), mapIndex(selectionEnd, [delta]));
  };

  #show(selectionStart: number, selectionEnd: number = selectionStart): void {
    this.#shown = oneLine(this.#text.toJSON());
    if (this.#field.value !== this.#shown) {
      this.#field.value = this.#shown;
      this.#field.setSelectionRange(selectionStart, selectionEnd);
    }
    this.#onChange(this.#shown);
  }
}

/**
 * The one change that turns `before` into `after`. Where several would do (one more "a" in "aaa") it is the one that ends
 * at the caret, for that is where the person typed.
 */
export function spliceBetween(before: string, after: string, caret: number): Splice {
  const tail = Math.max(0, after.length - caret);
  const common = Math.min(before.length, after.length);
  let suffix = 0;
  while (suffix < Math.min(tail, common) && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  let prefix = 0;
  while (prefix < common - suffix && before[prefix] === after[prefix]) prefix += 1;
  while (suffix < common - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  return { index: prefix, remove: before.length - prefix - suffix, insert: after.slice(prefix, after.length - suffix) };
}

/** Where an index of the text before the deltas is after them; what is inserted right at it comes behind it. */
export function mapIndex(index: number, deltas: readonly (readonly DeltaStep[])[]): number {
  return deltas.reduce(mapThroughDelta, index);
}

function mapThroughDelta(index: number, delta: readonly DeltaStep[]): number {
  let position = 0;
  let mapped = index;
  for (const step of delta) {
    if (position >= mapped) break;
    if (step.retain !== undefined) position += step.retain;
    if (step.delete !== undefined) mapped -= Math.min(step.delete, mapped - position);
    if (typeof step.insert === 'string') {
      position += step.insert.length;
      mapped += step.insert.length;
    }
  }
  return mapped;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]/g, ' ');
}
