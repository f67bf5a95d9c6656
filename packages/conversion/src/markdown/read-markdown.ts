/** Markdown to the document's own nodes. */
import type { Node, Schema } from '@tiptap/pm/model';
import { MarkdownParser, type ParseSpec } from 'prosemirror-markdown';
import { createTokenizer, markTags } from './tokenizer.ts';

/** Never fails: whatever a text is, it is Markdown. */
export function readMarkdown(schema: Schema, markdown: string): Node {
  const parser = new MarkdownParser(schema, createTokenizer({ images: imagesOf(schema) }), specsFor(schema));
  // A zero byte means nothing and is nothing; markdown-it replaces it as CommonMark says.
  const document = parser.parse(markdown.toWellFormed());
  return document.childCount === 0 ? schema.topNodeType.createAndFill() ?? document : document;
}

function specsFor(schema: Schema): Record<string, ParseSpec> {
  const tags = Object.entries(markTags).map(([tag, mark]) => [tag, { mark }] as const);
  return {
    blockquote: { block: 'blockquote' },
    callout: { block: 'callout', getAttrs: (token) => ({ kind: token.attrGet('kind') }) },
    paragraph: { block: 'paragraph' },
    list_item: { block: 'listItem' },
    bullet_list: { block: 'bulletList' },
    ordered_list: { block: 'orderedList', getAttrs: (token) => ({ start: Number(token.attrGet('start') ?? 1) }) },
    task_list: { block: 'taskList' },
    task_item: { block: 'taskItem', getAttrs: (token) => ({ checked: token.attrGet('checked') === 'true' }) },
    heading: { block: 'heading', getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
    code_block: { block: 'codeBlock', noCloseToken: true },
    fence: { block: 'codeBlock', noCloseToken: true, getAttrs: ({ info }) => ({ language: info.trim().split(/\s+/)[0] || null }) },
    block_math: { node: 'blockMath', getAttrs: ({ content }) => ({ latex: content }) },
    inline_math: { node: 'inlineMath', getAttrs: ({ content }) => ({ latex: content }) },
    hr: { node: 'horizontalRule' },
    hardbreak: { node: 'hardBreak' },
    table: { block: 'table' },
    thead: { ignore: true },
    tbody: { ignore: true },
    tr: { block: 'tableRow' },
    th: { block: 'tableHeader', getAttrs: alignmentOf },
    td: { block: 'tableCell', getAttrs: alignmentOf },
    hidden: { ignore: true, noCloseToken: true },
    em: { mark: 'italic' },
    strong: { mark: 'bold' },
    s: { mark: 'strike' },
    link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href'), title: token.attrGet('title') || null }) },
    code_inline: { mark: 'code', noCloseToken: true },
    ...Object.fromEntries(tags),
    ...imageSpec(schema),
  };
}

function alignmentOf(token: { attrGet(name: string): string | null }): { align: string | null } {
  const style = token.attrGet('style');
  return { align: /text-align:(left|center|right)/.exec(style ?? '')?.[1] ?? null };
}

function imagesOf({ nodes }: Schema): 'inline' | 'block' | 'none' {
  if (nodes['image'] === undefined) return 'none';
  return nodes['image'].isInline ? 'inline' : 'block';
}

/** A schema without images keeps their text and their address, as a link. */
function imageSpec(schema: Schema): Record<string, ParseSpec> {
  const images = imagesOf(schema);
  if (images === 'none') return {};
  return {
    [images === 'inline' ? 'image' : 'block_image']: {
      node: 'image',
      getAttrs: (token) => ({ src: token.attrGet('src'), title: token.attrGet('title') || null, alt: token.content || null }),
    },
  };
}
