// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { DOMParser, DOMSerializer } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { plainSchema } from '../../testing/plain-schema.ts';
import { schemaExtensions } from '../schema.ts';

const schema = getSchema(schemaExtensions(plainSchema));
const own = '/api/files/abc_-123';

function parse(html: string): Record<string, unknown>[] {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  const found: Record<string, unknown>[] = [];
  DOMParser.fromSchema(schema).parse(holder).descendants((node) => void (node.type.name === 'image' ? found.push(node.attrs) : null));
  return found;
}

function render(attrs: Record<string, unknown>): string {
  const holder = document.createElement('div');
  const image = schema.nodes['image']?.create(attrs);
  if (image !== undefined) holder.append(DOMSerializer.fromSchema(schema).serializeNode(image));
  return holder.innerHTML;
}

test('an image with description, caption and width comes back as it was written', () => {
  const attrs = { src: own, alt: 'A hill', title: 'Seen from the north', width: 320, height: null };
  expect(render(attrs)).toContain('<figcaption>Seen from the north</figcaption>');
  expect(parse(render(attrs))).toEqual([attrs]);
});

test('a picture of somewhere else is a link, and is not fetched', () => {
  const html = render({ src: 'https://example.org/a.png', alt: null });
  expect(html).not.toContain('<img');
  expect(html).toContain('href="https://example.org/a.png"');
  expect(parse(html)).toMatchObject([{ src: 'https://example.org/a.png' }]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'blob:x', '/api/files/../x', ''])('%s is no address of an image', (src) => {
  expect(parse(`<img src="${src}">`)).toEqual([]);
  const html = render({ src });
  expect(html).not.toContain('<img');
  expect(html).not.toContain('href="java');
});

test('sizes that are none are left out', () => {
  expect(parse(`<img src="${own}" width="100%">`)).toMatchObject([{ width: null }]);
  expect(parse(`<img src="${own}" width="99999999">`)).toMatchObject([{ width: 4096 }]);
  expect(render({ src: own, width: { a: 1 } })).not.toContain('width');
});
