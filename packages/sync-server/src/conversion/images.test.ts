/** Images, which stand on their own here and in a line elsewhere. */
import { readHtml, readMarkdown, writeHtml, writeMarkdown } from '@scriptorium/conversion';
import { readDocx, writeDocx } from '@scriptorium/conversion/docx';
import { createSchema } from '@scriptorium/editor/schema';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';

const schema = createSchema();
const markdown = 'before\n\n![A hill](/api/files/abc "Seen from the north")\n\nafter\n';

test('[E4] an image that is a paragraph of its own goes in and out of Markdown as it is', () => {
  const document = readMarkdown(schema, markdown);
  expect(document.child(1).type.name).toBe('image');
  expect(document.child(1).attrs).toMatchObject({ src: '/api/files/abc', alt: 'A hill', title: 'Seen from the north' });
  expect(writeMarkdown(document)).toBe(markdown);
});

test.each([
  ['in a line', 'a ![b](https://c.d/e.png) f\n'],
  ['in a list', '- ![b](https://c.d/e.png)\n'],
  ['at an address that is none of an image', '![b](foo.png)\n'],
])('[E4] an image %s stays a link with its words', (_where, text) => {
  const document = readMarkdown(schema, text);
  document.check();
  expect(writeMarkdown(document)).toBe(text.replace('![', '['));
});

test('[E2] an image keeps its caption through HTML', () => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const html = writeHtml({ title: null, body: readMarkdown(schema, markdown) }, document);
  expect(html).toContain('Seen from the north');
  const body = parseHTML(`<!doctype html><html><body><figure><img src="/api/files/abc" alt="A hill"><figcaption>Seen from the north</figcaption></figure></body></html>`).document.body;
  expect(writeMarkdown(readHtml(schema, body))).toBe('![A hill](/api/files/abc "Seen from the north")\n');
});

test('[E5] in a Word document the words of an image stay', async () => {
  const html = await readDocx(await writeDocx({ title: null, body: readMarkdown(schema, markdown) }));
  expect(html).toContain('A hill');
  expect(html).toContain('Seen from the north');
});
