/** A person named in the text. It has the name that they had then, and their id, which stays. */
import { Node, mergeAttributes } from '@tiptap/core';

export const Mention: Node = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,

  // As stock TipTap pages have them.
  addAttributes: () => ({
    id: stringAttribute('id'),
    label: stringAttribute('label'),
    mentionSuggestionChar: { default: '@', rendered: false },
  }),

  parseHTML: () => [{ tag: 'span[data-type="mention"]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-type': 'mention', class: 'mention' }),
    mentionText(node.attrs),
  ],
  renderText: ({ node }) => mentionText(node.attrs),
});

export function mentionText({ label, id }: Readonly<Record<string, unknown>>): string {
  const name = typeof label === 'string' && label !== '' ? label : id;
  return `@${typeof name === 'string' ? name : ''}`;
}

function stringAttribute(name: 'id' | 'label'): object {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => element.dataset[name] ?? null,
    renderHTML: (attrs: Record<string, unknown>) => (typeof attrs[name] === 'string' ? { [`data-${name}`]: attrs[name] } : {}),
  };
}
