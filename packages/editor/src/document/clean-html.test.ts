// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { DOMParser as SchemaParser } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { openEditor } from '../testing/editor-scene.ts';
import { cleanHtml } from './clean-html.ts';
import { schemaExtensions } from './schema.ts';

const schema = getSchema(schemaExtensions(plainSchema));

/** The text with its structure, in short: `doc(paragraph(bold"x"))`. */
function read(html: string): string {
  const holder = document.createElement('div');
  holder.innerHTML = cleanHtml(html);
  return SchemaParser.fromSchema(schema).parse(holder).toString();
}

/** As Word 365 puts it on the clipboard, shortened. */
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Report<o:p></o:p></h1>
<p class=MsoNormal>Some <b style='mso-bidi-font-weight:normal'>bold</b> and <i>italic</i> words.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>first<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>nested<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>second<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>a list of its own<o:p></o:p></p>
<p class=MsoNormal><img width=10 src="file:///C:/Users/x/clip_image001.png"><o:p>&nbsp;</o:p></p>
<!--EndFragment--></body></html>`;

test('Word: headings, marks and lists are what they were, and its own marks are gone', () => {
  const text = read(word);
  expect(text).toContain('heading("Report")');
  expect(text).toContain('bold("bold")');
  expect(text).toContain('bulletList(listItem(paragraph("first"), bulletList(listItem(paragraph("nested")))), listItem(paragraph("second"))');
  expect(text).toContain('orderedList(listItem(paragraph("a list of its own")))');
  expect(text).not.toContain('·');
  expect(text).not.toContain('image');
});

/** As Google Docs puts it there, shortened. */
const googleDocs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1b2c"><h2 dir="ltr"><span style="font-size:16pt;font-weight:700;">Plan</span></h2>
<p dir="ltr"><span style="font-weight:400;">Plain, </span><span style="font-weight:700;">bold</span><span style="font-weight:400;font-style:italic;"> and italic</span><span style="text-decoration:line-through;"> gone</span></p>
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>inside</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>two</span></p></li></ul></b><br class="Apple-interchange-newline">`;

test('Google Docs: nothing is bold that was not, lists nest, and the line at the end goes', () => {
  const text = read(googleDocs);
  expect(text).toContain('heading("Plan")');
  expect(text).toContain('paragraph("Plain, ", bold("bold"), italic(" and italic"), strike(" gone"))');
  expect(text).toContain('bulletList(listItem(paragraph("one"), bulletList(listItem(paragraph("inside")))), listItem(paragraph("two")))');
  expect(text.endsWith('listItem(paragraph("two"))))')).toBe(true);
});

/** A part of a web page. */
const web = `<div style="color: rgb(32, 33, 34)"><style>.x{}</style><script>alert(1)</script><h3><span style="font-weight: bold">History</span><span hidden>[edit]</span></h3>
<p>In <a href="https://example.org/a" onclick="x()">a place</a><sup>2</sup> with <span style="font-family: Consolas">code</span>.</p>
<img src="https://example.org/tracker.gif" alt="A picture"><img src="data:image/png;base64,AAAA"></div>`;

test('a web page: text, links and marks, nothing that runs, and no picture that tells its owner who reads', () => {
  const text = read(web);
  expect(text).toContain('heading("History")');
  expect(text).toContain('link("a place")');
  expect(text).toContain('superscript("2")');
  expect(text).toContain('code("code")');
  expect(text).toContain('link("A picture")');
  expect(text).not.toMatch(/alert|edit|image/);
});

test('what comes from this editor is left as it is', () => {
  const editor = openEditor(`<h2>a</h2><p style="text-align: center">b <strong>c</strong><mark data-color="green">d</mark><a href="https://example.org/">e</a></p>
<ul><li><p>f</p><ol start="3"><li><p>g</p></li></ol></li></ul><ul data-type="taskList"><li data-type="taskItem" data-checked="true"><p>h</p></li></ul>
<pre><code class="language-js">i;\nj;</code></pre><table><tbody><tr><th><p>k</p></th><td><p>l</p></td></tr></tbody></table><hr><blockquote><p>m<br>n</p></blockquote>
<figure><img src="/api/files/o" alt="p" width="40"><figcaption>q</figcaption></figure><figure><img src="https://example.org/r.png" alt="s"></figure>
<p><span data-type="inline-math" data-latex="x^2"></span> <span data-type="mention" data-id="t" data-label="T"></span></p><div data-type="block-math" data-latex="y"></div>
<details><summary>u</summary><div><p>v</p></div></details>`);
  const { doc } = editor.state;
  expect(doc.childCount).toBeGreaterThan(11);
  doc.forEach((_node, offset) => {
    const { dom } = editor.view.serializeForClipboard(doc.slice(offset));
    expect(cleanHtml(dom.innerHTML)).toBe(dom.innerHTML);
  });
});

test('what comes from an editor of another kind is cleaned all the same', () => {
  const pictures: string[] = [];
  const html = '<ul data-pm-slice="3 3 [&quot;panel&quot;,{}]"><li><img src="data:image/png;base64,AAAA" alt="x"></li><li><img src="https://example.org/tracker.gif" alt="A picture"></li></ul>';
  const cleaned = cleanHtml(html, { onPicture: (src) => (pictures.push(src), 'mark') });
  expect(pictures).toEqual(['data:image/png;base64,AAAA']);
  expect(read(cleaned)).toContain('link("A picture")');
});
