/**
 * Lays out a very long document in runs of blocks, of which only those near the window are laid out: at each key a browser looks at
 * every element that may be skipped, and of thousands of blocks that is felt. The text itself stays as flat as ProseMirror needs it.
 */
import { Extension } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { readPlace, restorePlace } from './kept-place.ts';
import { blocksWithoutRunsMax, shortBlocksMax } from './long-text.ts';
import { arrangeRuns, hasRuns, plantRuns, runAround } from './run-tree.ts';
import { isSameList } from './share-out.ts';

/**
 * Only Chromium, with a keyboard that is not on the screen: writing at the edges of runs was tried there and nowhere else, and
 * browsers differ most in how carets and input methods treat what is slotted. All others skip block by block.
 */
function canRun(): boolean {
  return navigator.vendor === 'Google Inc.' && !/Android/.test(navigator.userAgent) && 'assign' in HTMLSlotElement.prototype;
}

export const BlockRuns: Extension = Extension.create({
  name: 'blockRuns',
  // Before what asks where something is.
  priority: 2_000,
  addProseMirrorPlugins: () => (canRun() ? [new Plugin({ key: new PluginKey('blockRuns'), view: (view) => new RunsView(view) })] : []),
});

/** Comes and goes with each change of the extensions; the runs stay with the element of the text. */
class RunsView {
  readonly #text: HTMLElement;
  readonly #observer: MutationObserver;
  /** The blocks that the selection begins and ends in. */
  #ends: readonly [number, number] = [-1, -1];
  #near: readonly Element[] = [];

  constructor(view: EditorView) {
    this.#text = view.dom;
    // What the browser changed itself, or ProseMirror without a change of its state.
    this.#observer = new MutationObserver(() => this.#arrange(view));
    if (hasRuns(this.#text)) this.#begin(view);
    else this.update(view);
  }

  /** In the same turn: what is in no run is not drawn, and may be asked for its place. */
  update(view: EditorView, before?: EditorState): void {
    if (!hasRuns(this.#text)) this.#startWhenLong(view, before);
    else if (this.#observer.takeRecords().length > 0) this.#arrange(view);
    else if (!isSameList(this.#ends, endsOf(view))) this.#layOutNear(view);
  }

  destroy(): void {
    this.#observer.disconnect();
  }

  #startWhenLong(view: EditorView, before?: EditorState): void {
    if (view.state.doc.childCount <= blocksWithoutRunsMax || view.composing) return;
    // What comes to a short text all at once was not read yet.
    const place = (before?.doc.childCount ?? 0) > shortBlocksMax ? readPlace(this.#text) : null;
    plantRuns(this.#text);
    this.#begin(view);
    if (place !== null) restorePlace(this.#text, place);
  }

  #begin(view: EditorView): void {
    this.#observer.observe(this.#text, { childList: true });
    this.#arrange(view);
  }

  #arrange(view: EditorView): void {
    arrangeRuns(this.#text);
    this.#layOutNear(view);
  }

  /**
   * In a run that is new or far away nothing has a place before the next frame: a key that comes sooner would find no caret and be lost.
   * So the runs of the selection are never skipped, nor those beside them, where keys lead.
   */
  #layOutNear(view: EditorView): void {
    this.#ends = endsOf(view);
    const { $anchor, $head } = view.state.selection;
    const around = [runAt(view, $anchor), runAt(view, $head)];
    const near = around.flatMap((run) => [run?.previousElementSibling, run, run?.nextElementSibling]).filter((run) => run instanceof Element);
    for (const run of this.#near) if (!near.includes(run)) run.setAttribute('part', 'run');
    for (const run of near) if (!this.#near.includes(run)) run.setAttribute('part', 'run near');
    this.#near = near;
  }
}

function endsOf({ state: { selection } }: EditorView): readonly [number, number] {
  return [selection.$anchor.index(0), selection.$head.index(0)];
}

function runAt(view: EditorView, $pos: ResolvedPos): Element | undefined {
  const { nodeAfter, nodeBefore, pos, depth } = $pos;
  const at = depth > 0 ? $pos.before(1) : nodeAfter === null ? pos - (nodeBefore?.nodeSize ?? 0) : pos;
  const dom = view.nodeDOM(at);
  return dom instanceof Element ? runAround(dom, view.dom) : undefined;
}
