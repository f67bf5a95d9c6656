// @vitest-environment jsdom
/** What the menus of a table do with it. */
import type { Editor } from '@tiptap/core';
import { CellSelection, cellAround } from '@tiptap/pm/tables';
import { expect, test } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { type TableAction, canDo, columnActions, doInTable, rowActions, tableActions } from './tables.ts';

const table = (caretIn: string): string => {
  const cell = (name: string, text: string): string => `<${name}><p>${text === caretIn ? `${text}|` : text}</p></${name}>`;
  const row = (name: string, texts: readonly string[]): string => `<tr>${texts.map((text) => cell(name, text)).join('')}</tr>`;
  return `<table><tbody>${row('th', ['a', 'b', 'c'])}${row('td', ['d', 'e', 'f'])}${row('td', ['g', 'h', 'i'])}</tbody></table><p>after</p>`;
};

/** A line for each row; a cell that heads something is in capitals. */
function rowsOf(editor: Editor): string[] {
  const rows: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name !== 'tableRow') return true;
    const texts = node.children.map(({ type, textContent, attrs }) => {
      const text = textContent === '' ? '_' : textContent;
      return `${type.name === 'tableHeader' ? text.toUpperCase() : text}${attrs['colspan'] === 1 ? '' : String(attrs['colspan'])}`;
    });
    rows.push(texts.join(' '));
    return false;
  });
  return rows;
}

test.each<readonly [action: TableAction, caretIn: string, rows: readonly string[]]>([
  ['rowAbove', 'e', ['A B C', '_ _ _', 'd e f', 'g h i']],
  ['rowBelow', 'e', ['A B C', 'd e f', '_ _ _', 'g h i']],
  ['rowUp', 'h', ['A B C', 'g h i', 'd e f']],
  ['rowDown', 'e', ['A B C', 'g h i', 'd e f']],
  ['headerRow', 'e', ['a b c', 'd e f', 'g h i']],
  ['deleteRow', 'e', ['A B C', 'g h i']],
  ['columnBefore', 'e', ['A _ B C', 'd _ e f', 'g _ h i']],
  ['columnAfter', 'e', ['A B _ C', 'd e _ f', 'g h _ i']],
  ['columnBack', 'e', ['B A C', 'e d f', 'h g i']],
  ['columnOn', 'e', ['A C B', 'd f e', 'g i h']],
  ['headerColumn', 'e', ['A B C', 'D e f', 'G h i']],
  ['deleteColumn', 'e', ['A C', 'd f', 'g i']],
  ['deleteTable', 'e', []],
])('%s, from the cell %s', (action, caretIn, rows) => {
  const editor = openEditor(table(caretIn));
  expect(canDo(editor, action)).toBe(true);
  doInTable(editor, action);
  expect(rowsOf(editor)).toEqual(rows);
  expect(editor.state.doc.lastChild?.textContent).toBe('after');
});

test('cells are merged and split again, with all that they say', () => {
  const editor = openEditor(table('e'));
  const anchor = cellAround(editor.state.selection.$head);
  if (anchor === null) throw new Error('The caret is in a cell.');
  expect(canDo(editor, 'mergeCells')).toBe(false);
  expect(canDo(editor, 'splitCell')).toBe(false);
  const next = editor.state.doc.resolve(anchor.pos + (anchor.nodeAfter?.nodeSize ?? 0));
  editor.view.dispatch(editor.state.tr.setSelection(new CellSelection(anchor, next)));
  doInTable(editor, 'mergeCells');
  expect(rowsOf(editor)).toEqual(['A B C', 'd ef2', 'g h i']);
  doInTable(editor, 'splitCell');
  expect(rowsOf(editor)).toEqual(['A B C', 'd ef _', 'g h i']);
});

test('nothing is moved over an edge, and what would leave nothing takes the table away', () => {
  const [first, last] = [openEditor(table('a')), openEditor(table('i'))];
  expect((['rowUp', 'columnBack'] as const).map((action) => canDo(first, action))).toEqual([false, false]);
  expect((['rowDown', 'columnOn'] as const).map((action) => canDo(last, action))).toEqual([false, false]);
  const alone = openEditor('<table><tbody><tr><td><p>only|</p></td></tr></tbody></table><p>after</p>');
  doInTable(alone, 'deleteRow');
  expect(alone.state.doc.textContent).toBe('after');
});

test('outside of a table nothing can be done', () => {
  const editor = openEditor('<p>te|xt</p>');
  expect([...rowActions, ...columnActions, ...tableActions].filter((action) => canDo(editor, action))).toEqual([]);
});
