/** HTML as it comes from elsewhere, and as it goes out and comes back. */
import { readHtml, readMarkdown, writeHtml, writeMarkdown } from '@scriptorium/conversion';
import { createSchema } from '@scriptorium/editor/schema';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';

const schema = createSchema();

function bodyOf(html: string): Parameters<typeof readHtml>[1] {
  return parseHTML(html.includes('<body') ? html : `<!doctype html><html><body>${html}</body></html>`).document.body;
}

test.each([
  ['a heading, marks and a link', '<h2>A</h2><p>b <strong>c</strong> <em>d</em> <a href="https://x.y/">e</a></p>', '## A\n\nb **c** *d* [e](https://x.y/)\n'],
  ['text without a paragraph', 'a<br>b', 'a\\\nb\n'],
  ['scripts and styles', '<script>alert(1)</script><style>p{}</style><p>x</p><!-- y -->', 'x\n'],
  ['a dangerous address', '<p><a href="javascript:alert(1)">x</a></p>', 'x\n'],
  ['tasks as GitHub writes them', '<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li></ul>', '- [x] a\n- [ ] b\n'],
  ['a table', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2|3</td></tr></tbody></table>', '| a | b |\n| --- | --- |\n| 1 | 2\\|3 |\n'],
  ['code', '<pre><code class="language-js">a\n  b</code></pre>', '```js\na\n  b\n```\n'],
  ['elements that nobody knows', '<foo><p>a</p></foo><bar>b</bar>', 'a\n\nb\n'],
])('reads %s', (_what, html, markdown) => {
  const document = readHtml(schema, bodyOf(html));
  document.check();
  expect(writeMarkdown(document)).toBe(markdown);
});

describe('a document', () => {
  const markdown = `Para **bold** *it* ~~no~~ \`co<de\` <u>under</u> H<sub>2</sub>O <mark>hi</mark> $x^2$ [a](https://b.c/ "t")

> [!WARNING]
> careful

> quoted

- [ ] one
- [x] two
  - nested

5. a

   more
6. b

| a | b |
| --- | :-: |
| 1 \\| x | **2**<br>3 |

\`\`\`javascript
let x = "<b>";
\`\`\`

$$
\\int x
$$

___

Foot[^1]

[^1]: Note.
`;

  test('goes through HTML unchanged', () => {
    const document = readMarkdown(schema, markdown);
    const html = writeHtml({ title: 'T & <b>', body: document }, parseHTML('<!doctype html><html><body></body></html>').document);
    expect(html).toContain('<title>T &amp; &lt;b></title>');
    const read = readHtml(schema, bodyOf(html));
    expect(read.firstChild?.textContent).toBe('T & <b>');
    expect(read.cut(read.firstChild?.nodeSize ?? 0).content.toJSON()).toEqual(document.content.toJSON());
  });

  test('goes through Markdown unchanged', () => {
    const document = readMarkdown(schema, markdown);
    expect(writeMarkdown(document)).toBe(markdown);
  });
});
