// @vitest-environment jsdom
import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { plainSchema } from '../testing/plain-schema.ts';
import { SCHEMA_VERSION, schemaExtensions } from './schema.ts';

/** What each version added, for ever. Add to it with a higher version; take nothing away. */
const version1 = {
  nodes: [
    'blockquote', 'bulletList', 'codeBlock', 'doc', 'hardBreak', 'heading', 'horizontalRule', 'listItem', 'orderedList', 'paragraph',
    'taskItem', 'taskList', 'text',
  ],
  marks: ['bold', 'code', 'italic', 'link', 'strike', 'underline'],
};
const version2 = {
  nodes: [
    ...version1.nodes, 'callout', 'details', 'detailsSummary', 'inlineMath', 'blockMath', 'mention', 'table', 'tableRow', 'tableCell', 'tableHeader',
  ],
  marks: [...version1.marks, 'highlight', 'subscript', 'superscript'],
  attributes: {
    'blockquote': [], 'bulletList': [], 'callout': ['kind'], 'codeBlock': ['language'], 'doc': [], 'details': [], 'detailsSummary': [], 'hardBreak': [],
    'heading': ['level', 'textAlign'], 'horizontalRule': [], 'inlineMath': ['latex'], 'blockMath': ['latex'], 'listItem': [],
    'mention': ['id', 'label', 'mentionSuggestionChar'], 'orderedList': ['start', 'type'], 'paragraph': ['textAlign'], 'table': [],
    'tableCell': ['align', 'colspan', 'colwidth', 'rowspan'], 'tableHeader': ['align', 'colspan', 'colwidth', 'rowspan'], 'tableRow': [],
    'taskItem': ['checked'], 'taskList': [], 'text': [],
    'bold': [], 'code': [], 'highlight': ['color'], 'italic': [], 'link': ['class', 'href', 'rel', 'target', 'title'], 'strike': [],
    'subscript': [], 'superscript': [], 'underline': [],
  },
};

const version3 = {
  nodes: [...version2.nodes, 'image'],
  marks: version2.marks,
  attributes: { ...version2.attributes, 'image': ['alt', 'height', 'src', 'title', 'width'] },
};

test('[P23] the schema holds every type of every version so far', () => {
  const schema = getSchema(schemaExtensions(plainSchema));
  expect(SCHEMA_VERSION).toBeGreaterThanOrEqual(3);
  expect(Object.keys(schema.nodes)).toEqual(expect.arrayContaining(version3.nodes));
  expect(Object.keys(schema.marks)).toEqual(expect.arrayContaining(version3.marks));
});

test('[P23] a new type or attribute comes with a new version', () => {
  const schema = getSchema(schemaExtensions(plainSchema));
  if (SCHEMA_VERSION > 3) return;
  expect(Object.keys(schema.nodes).toSorted()).toEqual(version3.nodes.toSorted());
  expect(Object.keys(schema.marks).toSorted()).toEqual(version3.marks.toSorted());
  const types = Object.entries({ ...schema.nodes, ...schema.marks });
  const attributes = Object.fromEntries(types.map(([name, type]) => [name, Object.keys(type.spec.attrs ?? {}).toSorted()]));
  expect(attributes).toEqual(version3.attributes);
});

test('[P23] what version 2 added is not broken by two people\'s changes: no kind of child is demanded, no mark excludes another', () => {
  const schema = getSchema(schemaExtensions(plainSchema));
  expect(schema.nodes['callout']?.spec.content).toBe('block*');
  expect(schema.nodes['details']?.spec.content).toBe('(block | detailsSummary)*');
  expect(schema.nodes['detailsSummary']?.spec.content).toBe('inline*');
  const { subscript, superscript, highlight } = schema.marks;
  for (const one of [subscript, superscript, highlight]) {
    for (const other of [subscript, superscript, highlight]) {
      if (one !== other && other !== undefined) expect(one?.excludes(other)).toBe(false);
    }
  }
});

test('[P23] types that stock TipTap has keep its rules, since its pages would delete what breaks them', () => {
  const schema = getSchema(schemaExtensions(plainSchema));
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
    table: 'tableRow+',
    tableRow: '(tableCell | tableHeader)*',
    tableCell: 'block+',
    tableHeader: 'block+',
  });
});
