/** Paragraphs and headings: each runs in the direction of its own first letter. */
import { mergeAttributes } from '@tiptap/core';
import { Heading } from '@tiptap/extension-heading';
import { Paragraph } from '@tiptap/extension-paragraph';

export const DirectedParagraph = Paragraph.extend({
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { dir: 'auto' }), 0],
});

export const DirectedHeading = Heading.extend({
  renderHTML({ node, HTMLAttributes }) {
    const level = this.options.levels.find((candidate) => candidate === node.attrs['level']) ?? 1;
    return [`h${level}`, mergeAttributes(HTMLAttributes, { dir: 'auto' }), 0];
  },
}).configure({ levels: [1, 2, 3, 4, 5, 6] });
