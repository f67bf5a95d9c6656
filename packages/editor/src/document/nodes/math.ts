/** Formulas, in a line and on their own, written in LaTeX. What draws them is loaded with the first one. */
import { type Editor, InputRule, type NodeViewRenderer, Node, mergeAttributes } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { loadAtLast } from '../../late-code.ts';

export interface MathOptions {
  /** What stands in place of an empty formula. */
  readonly emptyLabel: string;
  /** The accessible description of a formula that can't be read. */
  readonly faultLabel: (message: string) => string;
  /** A person wants to change the formula at a position. */
  readonly onEdit: (pos: number) => void;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    math: {
      insertInlineMath: (latex: string) => ReturnType;
      insertBlockMath: (latex: string) => ReturnType;
    };
  }
}

/** Formulas longer than this are not drawn, in UTF-16 units: a whole document's worth of LaTeX would stop the page. */
export const latexLengthMax = 10_000;

const defaults: MathOptions = { emptyLabel: '', faultLabel: String, onEdit: () => {} };

export const InlineMath: Node<MathOptions> = Node.create<MathOptions>({
  name: 'inlineMath',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => defaults,
  addAttributes: () => ({ latex: latexAttribute }),
  parseHTML: () => [{ tag: 'span[data-type="inline-math"]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-type': 'inline-math' })],
  renderText: ({ node }) => `$${readLatex(node.attrs)}$`,
  addNodeView() {
    return mathView({ isBlock: false, options: this.options });
  },
  addCommands() {
    return {
      insertInlineMath: (latex) => ({ commands }) => commands.insertContent({ type: this.name, attrs: { latex } }),
    };
  },
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => editSelected(editor, this.options) };
  },
  addInputRules() {
    const { type } = this;
    return [
      new InputRule({
        // As Pandoc has it: no space inside the dollars, no digit behind them, so that prices stay prices.
        find: /(?<![\\$\w])\$([^$\s](?:[^$]*[^$\s\\])?)\$$/,
        handler: ({ state, range, match }) => {
          const latex = match[1] ?? '';
          const from = range.from + (match[0].length - latex.length - 2);
          state.tr.replaceWith(from, range.to, type.create({ latex }));
        },
      }),
    ];
  },
});

export const BlockMath: Node<MathOptions> = Node.create<MathOptions>({
  name: 'blockMath',
  group: 'block',
  atom: true,
  addOptions: () => defaults,
  addAttributes: () => ({ latex: latexAttribute }),
  parseHTML: () => [{ tag: 'div[data-type="block-math"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-type': 'block-math' })],
  renderText: ({ node }) => `$$${readLatex(node.attrs)}$$`,
  addNodeView() {
    return mathView({ isBlock: true, options: this.options });
  },
  addCommands() {
    return {
      insertBlockMath: (latex) => ({ commands }) => commands.insertContent({ type: this.name, attrs: { latex } }),
    };
  },
});

const latexAttribute = {
  default: '',
  parseHTML: (element: HTMLElement) => element.dataset['latex'] ?? '',
  renderHTML: (attrs: Record<string, unknown>) => ({ 'data-latex': readLatex(attrs) }),
};

export function readLatex(attrs: Readonly<Record<string, unknown>>): string {
  return typeof attrs['latex'] === 'string' ? attrs['latex'] : '';
}

export interface Formula {
  readonly latex: string;
  readonly isBlock: boolean;
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Draws LaTeX into an element, when what draws it is there; gives what is wrong with it, or null. */
export async function drawFormula(into: HTMLElement, { latex, isBlock, signal }: Formula): Promise<string | null> {
  // In English, as all that LaTeX has to say.
  if (latex.length > latexLengthMax) return `Longer than ${latexLengthMax} characters`;
  const part = await loadAtLast(async () => await import('../lazy/draw-latex.ts'), { signal });
  return part === null ? null : part.drawLatex(into, { latex, isBlock });
}

function editSelected(editor: Editor, { onEdit }: MathOptions): boolean {
  const { selection } = editor.state;
  const isFormula = selection instanceof NodeSelection && ['inlineMath', 'blockMath'].includes(selection.node.type.name);
  if (isFormula) onEdit(selection.from);
  return isFormula;
}

function mathView({ isBlock, options }: { isBlock: boolean; options: MathOptions }): NodeViewRenderer {
  return ({ node, getPos, editor }) => {
    const dom = document.createElement(isBlock ? 'div' : 'span');
    let shown = readLatex(node.attrs);
    let waiting = new AbortController();
    let isDrawn = false;
    const paint = async (latex: string): Promise<void> => {
      waiting.abort();
      waiting = new AbortController();
      const { signal } = waiting;
      shown = latex;
      // What draws it may be long in coming.
      if (!isDrawn) dom.textContent = latex;
      const drawn = document.createElement('span');
      const fault = latex === '' ? null : await drawFormula(drawn, { latex, isBlock, signal }).catch((error: unknown) => String(error));
      // Meanwhile it may have been changed again, or taken away.
      if (signal.aborted) return;
      isDrawn = latex !== '' && fault === null;
      dom.classList.toggle('is-faulty', fault !== null);
      dom.classList.toggle('is-empty', latex === '');
      dom.title = fault === null ? '' : options.faultLabel(fault);
      if (latex === '') dom.textContent = options.emptyLabel;
      else if (fault === null) dom.replaceChildren(...drawn.childNodes);
      else dom.textContent = latex;
    };
    dom.className = isBlock ? 'formula is-block' : 'formula';
    dom.dir = 'ltr';
    // Never rejects: what goes wrong is shown.
    void paint(shown);
    dom.addEventListener('click', () => {
      const pos = getPos();
      if (pos !== undefined && editor.isEditable) options.onEdit(pos);
    });
    return {
      dom,
      update: (updated) => {
        if (updated.type !== node.type) return false;
        const latex = readLatex(updated.attrs);
        if (latex !== shown) void paint(latex);
        return true;
      },
      destroy: () => waiting.abort(),
      ignoreMutation: () => true,
    };
  };
}
