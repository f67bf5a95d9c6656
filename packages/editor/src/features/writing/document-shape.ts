/** The outline and the word counts of a document, read when its writer pauses and the page has nothing else to do: not at every keystroke. */
import type { Editor } from '@tiptap/core';
import { type Counts, Counter, noCounts } from '../../document/counts.ts';
import { type OutlineEntry, isSameOutline, readOutline } from '../../document/outline.ts';
import { whenIdle } from '../../ui/idle.ts';

/** Read so long after the last change, and at the latest so long after the first. */
const pauseMs = 200;
const waitMsMax = 1_000;

export interface ShapeParts {
  /** The same until it reads differently: where its headings are changes with each letter above them, and is told by `headings`. */
  readonly outline: readonly OutlineEntry[];
  readonly counts: Counts;
  /** Null while nothing is selected. */
  readonly selected: Counts | null;
}

export class DocumentShape {
  readonly #editor: Editor;
  readonly #counter: Counter;
  readonly #listeners = new Set<() => void>();
  #parts: ShapeParts = { outline: [], counts: noCounts, selected: null };
  #headings: readonly OutlineEntry[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cancelRead = (): void => {};
  /** Since when there are changes that were not read, and when the last of them was made. */
  #changedSince: number | null = null;
  #changedAt = 0;

  constructor(editor: Editor, locale: string) {
    this.#editor = editor;
    this.#counter = new Counter(locale);
  }

  readonly parts = (): ShapeParts => this.#parts;

  /** The outline, with the places of its headings at the last reading. */
  readonly headings = (): readonly OutlineEntry[] => this.#headings;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Reads from now on. Gives back the way to stop. */
  readonly watch = (): (() => void) => {
    // In a turn of its own: the text comes first.
    this.#timer = setTimeout(this.#read);
    this.#editor.on('transaction', this.#onChange);
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#cancelRead();
      this.#changedSince = null;
      this.#editor.off('transaction', this.#onChange);
    };
  };

  /** A timer for each letter would cost as much as drawing it: the one that is set looks whether its time has come. */
  readonly #onChange = (): void => {
    this.#changedAt = performance.now();
    if (this.#changedSince !== null) return;
    this.#changedSince = this.#changedAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#look, pauseMs);
  };

  readonly #look = (): void => {
    const due = Math.min(this.#changedAt + pauseMs, (this.#changedSince ?? 0) + waitMsMax);
    const wait = due - performance.now();
    if (wait > 0) this.#timer = setTimeout(this.#look, wait);
    else this.#cancelRead = whenIdle(this.#read);
  };

  readonly #read = (): void => {
    this.#changedSince = null;
    if (this.#editor.isDestroyed) return;
    const { state } = this.#editor;
    this.#headings = readOutline(state.doc);
    const outline = isSameOutline(this.#headings, this.#parts.outline) ? this.#parts.outline : this.#headings;
    this.#parts = { outline, counts: this.#counter.countDocument(state.doc), selected: this.#counter.countSelection(state) };
    for (const listener of this.#listeners) listener();
  };
}
