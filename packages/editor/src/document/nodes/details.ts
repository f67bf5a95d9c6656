/**
 * Collapsible details: a summary, and blocks below it that can be folded away. Whether they are is each reader's own matter
 * and is not stored. Any mixture of summaries and blocks is allowed, so that no merge of two people's changes breaks it.
 */
import { type Editor, type NodeViewRenderer, Node, mergeAttributes } from '@tiptap/core';
import { Fragment, type Node as ProseMirrorNode, Slice } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { leaveContainer } from './containers.ts';
import { svgIcon } from './svg-icon.ts';

export interface DetailsOptions {
  /** The accessible name of the button that folds and unfolds. */
  readonly toggleLabel: (isOpen: boolean) => string;
  readonly summaryPlaceholder: string;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    details: {
      /** Folds the selected blocks into details, with the first line of text as the summary if it is a paragraph. */
      setDetails: () => ReturnType;
      unsetDetails: () => ReturnType;
    };
  }
}

/** Told to a closed block of details that something in it is to be seen. */
export const revealEvent = 'scriptorium:reveal';

export const DetailsSummary: Node = Node.create({
  name: 'detailsSummary',
  content: 'inline*',
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: 'summary' }],
  renderHTML: ({ HTMLAttributes }) => ['summary', mergeAttributes(HTMLAttributes, { dir: 'auto' }), 0],
  addNodeView() {
    return () => {
      const dom = document.createElement('div');
      dom.className = 'details-summary';
      dom.dir = 'auto';
      return { dom, contentDOM: dom };
    };
  },
});

export const Details: Node<DetailsOptions> = Node.create<DetailsOptions>({
  name: 'details',
  group: 'block',
  // Blocks first: what Enter makes in it is a paragraph.
  content: '(block | detailsSummary)*',
  defining: true,

  addOptions: () => ({ toggleLabel: String, summaryPlaceholder: '' }),
  addExtensions: () => [DetailsSummary],
  parseHTML: () => [{ tag: 'details' }],
  renderHTML: ({ HTMLAttributes }) => ['details', HTMLAttributes, 0],

  addNodeView() {
    return detailsView(this.options);
  },

  addCommands() {
    return {
      setDetails: () => ({ editor, dispatch, tr }) => {
        const { $from, $to } = editor.state.selection;
        const range = $from.blockRange($to);
        const { details, detailsSummary, paragraph } = editor.schema.nodes;
        if (range === null || !details || !detailsSummary || !paragraph) return false;
        const blocks = Slice.maxOpen(editor.state.doc.slice(range.start, range.end).content).content;
        const first = blocks.firstChild;
        const isSummary = first?.type === paragraph;
        const rest = isSummary ? blocks.cut(first.nodeSize) : blocks;
        const summary = detailsSummary.create(null, isSummary ? first.content : Fragment.empty);
        const node = details.create(null, Fragment.from(summary).append(rest.size === 0 ? Fragment.from(paragraph.create()) : rest));
        if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, details)) return false;
        if (dispatch === undefined) return true;
        tr.replaceRangeWith(range.start, range.end, node);
        tr.setSelection(TextSelection.near(tr.doc.resolve(range.start + 2 + summary.content.size)));
        return true;
      },
      unsetDetails: () => ({ editor, dispatch, tr }) => {
        const place = detailsAround(editor);
        const { paragraph } = editor.schema.nodes;
        if (place === null || !paragraph) return false;
        if (dispatch === undefined) return true;
        const blocks = place.node.children.map((child) => (child.type.name === 'detailsSummary' ? paragraph.create(null, child.content) : child));
        tr.replaceWith(place.pos, place.pos + place.node.nodeSize, blocks);
        tr.setSelection(TextSelection.near(tr.doc.resolve(place.pos + 1)));
        return true;
      },
    };
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => enterBelowSummary(editor) || leaveContainer(editor, this.name),
      'Mod-Enter': ({ editor }) => toggleAtSelection(editor),
      Backspace: ({ editor }) => {
        const { selection } = editor.state;
        const isAtStart = selection.empty && selection.$from.parentOffset === 0;
        return isAtStart && selection.$from.parent.type.name === 'detailsSummary' && editor.commands.unsetDetails();
      },
    };
  },

  addProseMirrorPlugins() {
    return [revealSelection()];
  },
});

function detailsAround(editor: Editor): { readonly node: ProseMirrorNode; readonly pos: number } | null {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'details') return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/** Enter in the summary unfolds, and goes on in a new paragraph right below. */
function enterBelowSummary(editor: Editor): boolean {
  const { $from, $to } = editor.state.selection;
  const { paragraph } = editor.schema.nodes;
  if ($from.parent.type.name !== 'detailsSummary' || !$from.sameParent($to) || !paragraph) return false;
  const { tr } = editor.state;
  const rest = $from.parent.content.cut($to.parentOffset);
  const below = $from.node(-1).maybeChild($from.index(-1) + 1);
  // What was just made has an empty line waiting.
  if (rest.size === 0 && below?.type === paragraph && below.content.size === 0) {
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, $from.after() + 1)).scrollIntoView());
    return true;
  }
  tr.delete($from.pos, $from.end());
  const place = tr.mapping.map($from.after());
  tr.insert(place, paragraph.create(null, rest));
  tr.setSelection(TextSelection.create(tr.doc, place + 1));
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

function toggleAtSelection(editor: Editor): boolean {
  const place = detailsAround(editor);
  if (place === null || editor.state.selection.$from.parent.type.name !== 'detailsSummary') return false;
  const dom = editor.view.nodeDOM(place.pos);
  if (dom instanceof HTMLElement) dom.querySelector<HTMLElement>(':scope > .details-toggle')?.click();
  return true;
}

/** Where the caret goes is unfolded: nobody writes into what they can't see. */
function revealSelection(): Plugin {
  return new Plugin({
    key: new PluginKey('revealSelection'),
    view: () => ({
      update: (view, before) => {
        if (before.selection.eq(view.state.selection)) return;
        const { $from } = view.state.selection;
        for (let depth = $from.depth - 1; depth > 0; depth -= 1) {
          const isBelowSummary = $from.node(depth).type.name === 'details' && $from.index(depth) > 0;
          if (isBelowSummary) view.nodeDOM($from.before(depth))?.dispatchEvent(new CustomEvent(revealEvent));
        }
      },
    }),
  });
}

function detailsView({ toggleLabel, summaryPlaceholder }: DetailsOptions): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('div');
    const button = document.createElement('button');
    const contentDOM = document.createElement('div');
    let { type } = node;
    button.type = 'button';
    button.contentEditable = 'false';
    button.className = 'details-toggle';
    button.append(svgIcon('m9 18 6-6-6-6'));
    contentDOM.className = 'details-content';
    dom.append(button, contentDOM);
    const show = (isOpen: boolean): void => {
      dom.className = isOpen ? 'details is-open' : 'details';
      button.setAttribute('aria-expanded', String(isOpen));
      button.setAttribute('aria-label', toggleLabel(isOpen));
    };
    const mark = (current: typeof node): void => {
      contentDOM.dataset['placeholder'] = summaryPlaceholder;
      contentDOM.classList.toggle('has-empty-summary', current.firstChild?.type.name === 'detailsSummary' && current.firstChild.content.size === 0);
    };
    // What was just made is empty below its summary, and open to be written in.
    show(node.childCount < 3 && node.lastChild?.content.size === 0);
    mark(node);
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
    dom.addEventListener(revealEvent, (event) => {
      if (event.target === dom) show(true);
    });
    return {
      dom,
      contentDOM,
      update: (updated) => {
        if (updated.type !== type) return false;
        ({ type } = updated);
        mark(updated);
        return true;
      },
      stopEvent: (event) => event.target instanceof globalThis.Node && button.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== 'selection' && (mutation.target === contentDOM || !contentDOM.contains(mutation.target)),
    };
  };
}
