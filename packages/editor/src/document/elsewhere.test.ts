// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { DOMParser, DOMSerializer, type Node } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { extensionsElsewhere, withOwnPaths } from './elsewhere.ts';
import { addressOn } from './own-file-address.ts';
import { schemaExtensions } from './schema.ts';

const serverUrl = 'https://notes.example';
const own = '/api/files/abc_-123';
const schema = getSchema(extensionsElsewhere(schemaExtensions({ ...plainSchema, image: { ...plainSchema.image, serverUrl } }), serverUrl));

function render(node: Node | undefined): HTMLElement {
  const holder = document.createElement('div');
  if (node !== undefined) holder.append(DOMSerializer.fromSchema(schema).serializeNode(node));
  return holder;
}

function linkTo(href: string): Node | undefined {
  const mark = schema.marks['link']?.create({ href });
  return schema.nodes['paragraph']?.create(null, schema.text('minutes.pdf', mark === undefined ? [] : [mark]));
}

test('[F7] on a page from elsewhere a picture is asked of its server by CORS, and the document keeps the path', () => {
  const node = schema.nodes['image']?.create({ src: own });
  const picture = render(node).querySelector('img');
  expect(picture?.getAttribute('src')).toBe(`${serverUrl}${own}`);
  expect(picture?.getAttribute('crossorigin')).toBe('anonymous');
  expect(node?.attrs['src']).toBe(own);
});

test('on the page of the server itself nothing stands in front of a path', () => {
  const plain = getSchema(schemaExtensions(plainSchema));
  const holder = document.createElement('div');
  const node = plain.nodes['image']?.create({ src: own });
  if (node !== undefined) holder.append(DOMSerializer.fromSchema(plain).serializeNode(node));
  expect(holder.querySelector('img')?.getAttribute('src')).toBe(own);
  expect(holder.querySelector('img')?.hasAttribute('crossorigin')).toBe(false);
});

test('[F7] a link to a file leads to the server, and no other link is touched', () => {
  expect(render(linkTo(own)).querySelector('a')?.getAttribute('href')).toBe(`${serverUrl}${own}`);
  expect(render(linkTo('https://example.org/a')).querySelector('a')?.getAttribute('href')).toBe('https://example.org/a');
  expect(render(linkTo('javascript:alert(1)')).querySelector('a')?.getAttribute('href')).toBe('');
  expect(addressOn(serverUrl, '/api/documents/a')).toBe('/api/documents/a');
});

test('[F4] what is copied on such a page comes back as a path, so that the file counts as referred to', () => {
  const holder = render(schema.nodes['image']?.create({ src: own, alt: 'A hill' }));
  const pasted = document.createElement('div');
  pasted.innerHTML = withOwnPaths(holder.innerHTML, serverUrl);
  expect(DOMParser.fromSchema(schema).parse(pasted).firstChild?.attrs).toMatchObject({ src: own, alt: 'A hill' });
  expect(withOwnPaths('<img src="https://other.example/api/files/x">', serverUrl)).toContain('https://other.example/api/files/x');
});
