/**
 * What a document may hold, and the version of that.
 *
 * THE SCHEMA ONLY GROWS. No node or mark type is ever removed or renamed, and no attribute: a page that meets content that
 * its schema does not know deletes it, for everybody. Whoever adds a type, an attribute or a looser content rule raises
 * `SCHEMA_VERSION` in the same change; the server then keeps older pages as readers of documents written with it. [P23]
 *
 * Content rules: prefer `*` over `+` in what is added, since content that breaks a rule after two people's changes are
 * merged is deleted too. Types that stock TipTap has keep TipTap's own rules, also where looser ones could be had: a stock
 * page that meets this document would delete what only a looser rule allows. New marks exclude no other mark.
 *
 * Version 2: callout, details and detailsSummary, inlineMath and blockMath, mention, table with its rows and cells; highlight,
 * subscript, superscript; textAlign on paragraphs and headings.
 *
 * Version 3: image, with stock TipTap's attributes.
 */
import type { AnyExtension, InputRule, NodeViewRenderer } from '@tiptap/core';
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { Subscript } from '@tiptap/extension-subscript';
import { Superscript } from '@tiptap/extension-superscript';
import { TextAlign } from '@tiptap/extension-text-align';
import { StarterKit } from '@tiptap/starter-kit';
import { Callout, type CalloutOptions } from './nodes/callout.ts';
import { type CodeBlockWords, codeBlockExtension } from './nodes/code-block.ts';
import { Details, type DetailsOptions } from './nodes/details.ts';
import { TextHighlight } from './nodes/highlight.ts';
import { Image, type ImageOptions } from './nodes/image.ts';
import { TextLink } from './nodes/link.ts';
import { BlockMath, InlineMath, type MathOptions } from './nodes/math.ts';
import { Mention } from './nodes/mention.ts';
import { tableExtensions } from './nodes/table.ts';
import { taskFromItemRule } from './nodes/task-rule.ts';
import { DirectedHeading, DirectedParagraph } from './nodes/text-blocks.ts';

export { SCHEMA_VERSION } from './schema-version.ts';

/** What a paragraph or heading can be set to; without one it begins where its language begins. */
export const alignments = ['left', 'center', 'right', 'justify'] as const;
export type Alignment = (typeof alignments)[number];

export interface SchemaOptions {
  /** The accessible name of a task's checkbox. */
  readonly taskLabel: (text: string, isDone: boolean) => string;
  readonly callout: CalloutOptions;
  readonly details: DetailsOptions;
  readonly code: CodeBlockWords;
  readonly math: MathOptions;
  readonly image: ImageOptions;
}

/** The extensions that define types, with their commands and Markdown shortcuts. */
export function schemaExtensions(options: SchemaOptions): AnyExtension[] {
  return [
    starterKit(),
    TextLink,
    DirectedParagraph,
    DirectedHeading,
    codeBlockExtension(options.code),
    TaskList,
    TaskItem.extend({ addNodeView: withoutHiddenText, addInputRules: alsoFromItems }).configure({
      nested: true,
      a11y: { checkboxLabel: (node, isDone) => options.taskLabel(node.firstChild?.textContent ?? '', isDone) },
    }),
    TextAlign.configure({ types: ['paragraph', 'heading'], alignments: [...alignments] }),
    TextHighlight,
    Subscript,
    Superscript,
    Callout.configure(options.callout),
    Details.configure(options.details),
    InlineMath.configure(options.math),
    BlockMath.configure(options.math),
    Mention,
    Image.configure(options.image),
    ...tableExtensions,
  ];
}

function starterKit(): AnyExtension {
  return StarterKit.configure({
    // Collaboration has its own undo, which knows whose edit is whose; a trailing node would be an edit by reading.
    undoRedo: false,
    trailingNode: false,
    // Ours stand beside it.
    paragraph: false,
    heading: false,
    codeBlock: false,
    link: false,
    // Nobody's language has these words.
    code: { HTMLAttributes: { spellcheck: 'false' } },
    dropcursor: { color: false, class: 'drop-cursor', width: 2 },
  });
}

function alsoFromItems(this: { parent: (() => InputRule[]) | null | undefined }): InputRule[] {
  return [...(this.parent?.() ?? []), taskFromItemRule()];
}

/** TipTap repeats the checkbox's name as hidden text inside the document; the name is on the checkbox itself already. */
function withoutHiddenText(this: { parent: (() => NodeViewRenderer | object | null) | null | undefined }): NodeViewRenderer {
  const create = this.parent?.();
  if (typeof create !== 'function') throw new TypeError('TaskItem has no node view to build on.');
  return (props) => {
    const view = create(props);
    if (view.dom instanceof HTMLElement) view.dom.querySelector(':scope > label > span')?.remove();
    return view;
  };
}
