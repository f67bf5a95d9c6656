/** What can be done with the table at the caret, and where its row and column are on the page. */
import type { Editor } from '@tiptap/core';
import { TableMap, cellAround, isInTable, moveTableColumn, moveTableRow, selectedRect } from '@tiptap/pm/tables';

export const rowActions = ['rowAbove', 'rowBelow', 'rowUp', 'rowDown', 'headerRow', 'deleteRow'] as const;
export const columnActions = ['columnBefore', 'columnAfter', 'columnBack', 'columnOn', 'headerColumn', 'deleteColumn'] as const;
export const tableActions = ['mergeCells', 'splitCell', 'deleteTable'] as const;
export type TableAction = (typeof rowActions)[number] | (typeof columnActions)[number] | (typeof tableActions)[number];

export interface TablePlace {
  readonly cell: HTMLElement;
  readonly table: HTMLElement;
}

/** The cell that the caret is in, and its table, as they are drawn; null outside of tables. */
export function tablePlace({ state, view }: Editor): TablePlace | null {
  if (!isInTable(state)) return null;
  const $cell = cellAround(state.selection.$head);
  const cell = $cell === null ? null : view.nodeDOM($cell.pos);
  const table = cell instanceof HTMLElement ? cell.closest('table') : null;
  return cell instanceof HTMLElement && table !== null ? { cell, table } : null;
}

export function canDo(editor: Editor, action: TableAction): boolean {
  if (!isInTable(editor.state)) return false;
  const { top, bottom, left, right, map } = selectedRect(editor.state);
  switch (action) {
    case 'rowUp':
      return top > 0;
    case 'rowDown':
      return bottom < map.height;
    case 'columnBack':
      return left > 0;
    case 'columnOn':
      return right < map.width;
    case 'mergeCells':
      return editor.can().mergeCells();
    case 'splitCell':
      return editor.can().splitCell();
    case 'rowAbove':
    case 'rowBelow':
    case 'headerRow':
    case 'deleteRow':
    case 'columnBefore':
    case 'columnAfter':
    case 'headerColumn':
    case 'deleteColumn':
    case 'deleteTable':
      return true;
  }
}

export function doInTable(editor: Editor, action: TableAction): void {
  const chain = editor.chain().focus();
  switch (action) {
    case 'rowAbove':
      chain.addRowBefore().run();
      break;
    case 'rowBelow':
      chain.addRowAfter().run();
      break;
    case 'rowUp':
    case 'rowDown':
      move(editor, 'row', action === 'rowUp' ? -1 : 1);
      break;
    case 'headerRow':
      chain.toggleHeaderRow().run();
      break;
    case 'deleteRow':
      if (isWhole(editor, 'height')) chain.deleteTable().run();
      else chain.deleteRow().run();
      break;
    case 'columnBefore':
      chain.addColumnBefore().run();
      break;
    case 'columnAfter':
      chain.addColumnAfter().run();
      break;
    case 'columnBack':
    case 'columnOn':
      move(editor, 'column', action === 'columnBack' ? -1 : 1);
      break;
    case 'headerColumn':
      chain.toggleHeaderColumn().run();
      break;
    case 'deleteColumn':
      if (isWhole(editor, 'width')) chain.deleteTable().run();
      else chain.deleteColumn().run();
      break;
    case 'mergeCells':
      chain.mergeCells().run();
      break;
    case 'splitCell':
      chain.splitCell().run();
      break;
    case 'deleteTable':
      chain.deleteTable().run();
      break;
  }
}

/** All rows or columns are selected: without them there is no table. */
function isWhole({ state }: Editor, side: 'height' | 'width'): boolean {
  const { top, bottom, left, right, map } = selectedRect(state);
  return side === 'height' ? bottom - top === map.height : right - left === map.width;
}

function move(editor: Editor, what: 'row' | 'column', by: -1 | 1): void {
  const { state, view } = editor;
  const { top, left, tableStart, table } = selectedRect(state);
  const from = what === 'row' ? top : left;
  const to = from + by;
  const map = TableMap.get(table);
  if (to < 0 || to >= (what === 'row' ? map.height : map.width)) return;
  const command = what === 'row' ? moveTableRow : moveTableColumn;
  command({ from, to, pos: tableStart })(state, view.dispatch);
  view.focus();
}
