/** Word documents: what we write, mammoth reads back with the same structure. [E5] */
import { readHtml, readMarkdown, writeMarkdown } from '@scriptorium/conversion';
import { readDocx, writeDocx } from '@scriptorium/conversion/docx';
import { createSchema } from '@scriptorium/editor/schema';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { partOfDocx } from './testing/part-of-docx.ts';

const schema = createSchema();

async function throughWord(markdown: string, title: string | null = null): Promise<string> {
  const html = await readDocx(await writeDocx({ title, body: readMarkdown(schema, markdown) }));
  return writeMarkdown(readHtml(schema, parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body));
}

test.each([
  ['headings', '## Two\n\n### Three\n\n###### Six\n'],
  ['marks', 'a **b** *c* ~~d~~ `e` <u>f</u> H<sub>2</sub>O x<sup>2</sup> ***g***\n'],
  ['links', '[a](https://b.c/d?e=f&g=h) and [**h**](https://i.j/)\n'],
  ['lists in lists', '- one\n- two\n  - nested\n    1. deep\n    2. deeper\n- three\n'],
  ['numbered lists', '1. a\n2. b\n3. c\n'],
  ['tasks', '- [ ] a\n- [x] b\n'],
  ['quotes', '> quoted\n>\n> twice\n'],
  ['tables', '| a | b |\n| --- | --- |\n| 1 | **2** |\n| 3 | 4 |\n'],
  ['code', '```\nx = 1\n  y < 2\n\nz\n```\n'],
  ['breaks', 'a\\\nb\n'],
  ['several blocks', 'One.\n\n## Head\n\n- a\n\nTwo.\n\n1. b\n\nThree.\n'],
])('[E5] %s', async (_what, markdown) => {
  expect(await throughWord(markdown)).toBe(markdown);
});

test('[E5] the title is the first heading', async () => {
  expect(await throughWord('words\n', 'The <title> & more')).toBe('# The \\<title> & more\n\nwords\n');
});

test('[E5] what XML has no place for goes', async () => {
  const paragraph = schema.nodes['paragraph']?.create(null, schema.text('a\u0000b\u000bc'));
  const body = schema.topNodeType.create(null, paragraph);
  expect(await readDocx(await writeDocx({ title: null, body }))).toBe('<p>abc</p>');
});

test('[E5] what XML has no place for goes from titles, formulas, names and descriptions too', async () => {
  const { paragraph, inlineMath, blockMath, mention, image } = schema.nodes;
  const line = paragraph?.create(null, [inlineMath?.create({ latex: 'a\u0001' }), mention?.create({ id: 'b', label: 'b\u0001' }), schema.text('e', [schema.marks['link']?.create({ href: 'https://e.f/\u0001' })].filter((mark) => mark !== undefined))].filter((node) => node !== undefined));
  const blocks = [line, blockMath?.create({ latex: 'c\u0001' }), image?.create({ src: '/api/files/x', alt: 'd\u0001' })].filter((node) => node !== undefined);
  const html = await readDocx(await writeDocx({ title: 'T\u0001', body: schema.topNodeType.create(null, blocks) }));
  expect(html).toBe('<h1>T</h1><p>a@b<a href="https://e.f/">e</a></p><p>c</p><p><em>d</em></p>');
});

test('[E5] a numbered list in another begins to count where it does here', async () => {
  const numbering = partOfDocx(await writeDocx({ title: null, body: readMarkdown(schema, '3. a\n\n   5. b\n') }), 'word/numbering.xml');
  expect(numbering).toMatch(/w:ilvl="0"[^>]*><w:start w:val="3"/);
  expect(numbering).toMatch(/w:ilvl="1"[^>]*><w:start w:val="5"/);
});

test.each([
  ['https://a.b/c?d=e&f', true],
  ['mailto:a@b.c', true],
  ['chapter-2.docx', true],
  ['javascript:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['file:///c:/windows/x.exe', false],
  ['\\\\host\\share', false],
  ['//host/share', false],
])('[E5] %j as a link: %s', async (href, isLink) => {
  const mark = schema.marks['link']?.create({ href });
  const body = schema.topNodeType.create(null, schema.nodes['paragraph']?.create(null, schema.text('here', mark === undefined ? [] : [mark])));
  const html = await readDocx(await writeDocx({ title: null, body }));
  expect(html).toBe(isLink ? `<p><a href="${href.replace('&', '&amp;')}">here</a></p>` : '<p>here</p>');
});

test('[E3] what is no Word document is refused', async () => {
  await expect(readDocx(Buffer.from('PK nothing'))).rejects.toThrow();
});
