// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { LateProps } from './late-props.ts';
import { picturesMax } from './pasted-pictures.ts';
import { schemaExtensions } from './schema.ts';
import { type UploadedFile, Uploads } from './uploads.ts';

const dot = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

let editor: Editor;
let sent: File[];
let arrivals: number;
let told: () => void;
let uploads: Uploads;

beforeEach(() => {
  [sent, arrivals, told] = [[], 0, () => {}];
  editor = new Editor({ element: document.body.appendChild(document.createElement('div')), injectCSS: false, extensions: [...schemaExtensions(plainSchema), LateProps, Collaboration.configure({ document: new Y.Doc(), field: 'default' })] });
  uploads = new Uploads(editor, {
    upload: (file): Promise<UploadedFile> => {
      sent.push(file);
      return Promise.resolve({ url: `/api/files/${sent.length}`, name: file.name, type: file.type });
    },
    words: { uploading: String, retry: '', dismiss: '', cancel: '' },
    faultOf: String,
    onDone: () => {
      arrivals += 1;
      told();
    },
    onFault: () => {},
  });
});

afterEach(() => {
  uploads.close();
  editor.destroy();
});

async function paste(html: string, pictures: number): Promise<string> {
  const event = { clipboardData: { getData: (type: string) => (type === 'text/html' ? html : type === 'text/plain' ? 'text' : ''), files: [] }, preventDefault() {} } as unknown as ClipboardEvent;
  const done = new Promise<void>((resolve) => {
    told = () => {
      if (arrivals === pictures) resolve();
    };
  });
  editor.view.pasteHTML(html, event);
  expect(editor.state.doc.textContent).not.toMatch(/[\ue0f1\ue0f2]/);
  if (pictures > 0) await done;
  editor.state.doc.check();
  return editor.getHTML().replaceAll(' dir="auto"', '').replaceAll(/ (?:loading|decoding)="\w+"/g, '');
}

test('pictures in pasted HTML are uploaded and stand where they stood', async () => {
  const html = await paste(`<p>before</p><p><img alt="A dot" src="data:image/gif;base64,${dot}"></p><p>after</p><p><img src="data:image/png;base64,${dot}"></p>`, 2);
  expect(html).toBe('<p>before</p><figure class="image"><img src="/api/files/1" alt="A dot"></figure><p>after</p><figure class="image"><img src="/api/files/2" alt=""></figure><p></p>');
  expect(sent.map(({ name, type, size }) => [name, type, size])).toEqual([['image-1.gif', 'image/gif', 42], ['image-2.png', 'image/png', 42]]);
});

test('a picture in a line comes behind its block', async () => {
  expect(await paste(`<p>one <img src="data:image/gif;base64,${dot}"> two</p><p>three</p>`, 1)).toBe('<p>one  two</p><figure class="image"><img src="/api/files/1" alt=""></figure><p>three</p>');
});

test('in a table it comes into its cell, or behind the table', async () => {
  await paste(`<table><tbody><tr><td><p>a</p><p><img src="data:image/gif;base64,${dot}"></p></td><td><p>b</p></td></tr></tbody></table>`, 1);
  expect(editor.getHTML()).toContain('/api/files/1');
});

test.each([
  ['an SVG, which can hold scripts', 'data:image/svg+xml;base64,PHN2Zy8+'],
  ['what is no base64', 'data:image/png;base64,A'],
  ['another type', `data:text/html;base64,${dot}`],
  ['a picture on somebody\'s disk', 'file:///C:/a.png'],
])('%s is left out, and the text stays', async (_what, src) => {
  expect(await paste(`<p>words</p><p><img src="${src}"></p>`, 0)).toMatch(/^<p>words<\/p>/);
  expect(sent).toEqual([]);
});

test('of one paste no more than the limit are taken', async () => {
  await paste(`<p>${`<img src="data:image/gif;base64,${dot}">`.repeat(picturesMax + 1)}</p>`, picturesMax);
  expect(sent.length).toBe(picturesMax);
});
