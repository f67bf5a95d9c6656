/**
 * What a document may hold, and the version of that.
 *
 * THE SCHEMA ONLY GROWS. No node or mark type, and no attribute, is ever removed or renamed: a page that meets content that
 * its schema does not know deletes it, for everybody. Whoever adds a type, an attribute or a looser content rule raises
 * `SCHEMA_VERSION` in the same change; the server then keeps older pages as readers of documents written with it. [P23]
 *
 * Content rules: prefer `*` over `+` in what is added, since content that breaks a rule after two people's changes are
 * merged is deleted too. The types of version 1 have TipTap's own rules, also where looser ones could be had: a stock TipTap
 * page that meets this document would delete what only a looser rule allows.
 */
import { TaskItem, TaskList } from '@tiptap/extension-list';
import { StarterKit } from '@tiptap/starter-kit';
import type { AnyExtension, NodeViewRenderer } from '@tiptap/core';
import { defaultLinkScheme, isAllowedLink, isWorthLinking } from './link-policy.ts';

export const SCHEMA_VERSION = 1;

export interface SchemaOptions {
  /** The accessible name of a task's checkbox. */
  readonly taskLabel: (text: string, isDone: boolean) => string;
}

/** The extensions that define types, with their commands and Markdown shortcuts. */
export function schemaExtensions({ taskLabel }: SchemaOptions): AnyExtension[] {
  return [
    StarterKit.configure({
      // Collaboration has its own undo, which knows whose edit is whose; a trailing node would be an edit by reading.
      undoRedo: false,
      trailingNode: false,
      heading: { levels: [1, 2, 3, 4, 5, 6] },
      codeBlock: { enableTabIndentation: true, tabSize: 2 },
      dropcursor: { color: false, class: 'drop-cursor', width: 2 },
      link: {
        openOnClick: false,
        markdownLinks: true,
        defaultProtocol: defaultLinkScheme,
        isAllowedUri: isAllowedLink,
        shouldAutoLink: isWorthLinking,
      },
    }),
    TaskList,
    TaskItem.extend({ addNodeView: withoutHiddenText }).configure({
      nested: true,
      a11y: { checkboxLabel: (node, isDone) => taskLabel(node.firstChild?.textContent ?? '', isDone) },
    }),
  ];
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
