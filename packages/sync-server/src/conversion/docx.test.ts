/** Word documents: what we write, mammoth reads back with the same structure. [E5] */
import { readHtml, readMarkdown, writeMarkdown } from '@scriptorium/conversion';
import { readDocx, writeDocx } from '@scriptorium/conversion/docx';
import { createSchema } from '@scriptorium/editor/schema';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';

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

test('[E3] what is no Word document is refused', async () => {
  await expect(readDocx(Buffer.from('PK nothing'))).rejects.toThrow();
});
