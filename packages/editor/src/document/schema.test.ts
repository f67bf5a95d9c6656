// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { SCHEMA_VERSION, schemaExtensions } from './schema.ts';

/** What version 1 knows, for ever. Add to it with a higher version; take nothing away. */
const version1 = {
  nodes: [
    'blockquote', 'bulletList', 'codeBlock', 'doc', 'hardBreak', 'heading', 'horizontalRule', 'listItem', 'orderedList', 'paragraph',
    'taskItem', 'taskList', 'text',
  ],
  marks: ['bold', 'code', 'italic', 'link', 'strike', 'underline'],
};

test('[P23] the schema holds every type of version 1', () => {
  const schema = getSchema(schemaExtensions({ taskLabel: (text) => text }));
  expect(SCHEMA_VERSION).toBeGreaterThanOrEqual(1);
  expect(Object.keys(schema.nodes)).toEqual(expect.arrayContaining(version1.nodes));
  expect(Object.keys(schema.marks)).toEqual(expect.arrayContaining(version1.marks));
});

test('[P23] a new type comes with a new version', () => {
  const schema = getSchema(schemaExtensions({ taskLabel: (text) => text }));
  if (SCHEMA_VERSION > 1) return;
  expect(Object.keys(schema.nodes).toSorted()).toEqual(version1.nodes);
  expect(Object.keys(schema.marks).toSorted()).toEqual(version1.marks);
});

test('[P23] the rules of version 1 are those of stock TipTap pages, which would delete what breaks them', () => {
  const schema = getSchema(schemaExtensions({ taskLabel: (text) => text }));
  const rules = Object.fromEntries(Object.entries(schema.nodes).map(([name, type]) => [name, type.spec.content ?? '']));
  expect(rules).toMatchObject({
    doc: 'block+',
    blockquote: 'block+',
    bulletList: 'listItem+',
    orderedList: 'listItem+',
    taskList: 'taskItem+',
    listItem: 'paragraph block*',
    taskItem: 'paragraph block*',
    paragraph: 'inline*',
    heading: 'inline*',
    codeBlock: 'text*',
  });
});
