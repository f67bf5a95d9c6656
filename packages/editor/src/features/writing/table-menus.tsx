/** Menus of the table at the caret: one handle above its column, one beside its row; all of it in the toolbar too. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  ArrowDown, ArrowDownToLine, ArrowLeft, ArrowLeftToLine, ArrowRight, ArrowRightToLine, ArrowUp, ArrowUpToLine, type LucideIcon, Merge,
  PanelLeft, PanelTop, Split, Table, Trash2,
} from 'lucide-react';
import { type ReactElement, type RefObject, useRef } from 'react';
import { type TableAction, canDo, columnActions, doInTable, rowActions, tableActions, tablePlace } from '../../document/tables.ts';
import { Menu } from '../../ui/menu.tsx';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';
import { ToolMenu, type ToolMenuGroup, ToolMenuGroups, useFocusAfterChoice } from './tool-menu.tsx';

const icons: Readonly<Record<TableAction, LucideIcon>> = {
  rowAbove: ArrowUpToLine,
  rowBelow: ArrowDownToLine,
  rowUp: ArrowUp,
  rowDown: ArrowDown,
  headerRow: PanelTop,
  deleteRow: Trash2,
  columnBefore: ArrowLeftToLine,
  columnAfter: ArrowRightToLine,
  columnBack: ArrowLeft,
  columnOn: ArrowRight,
  headerColumn: PanelLeft,
  deleteColumn: Trash2,
  mergeCells: Merge,
  splitCell: Split,
  deleteTable: Trash2,
};

function useGroup(editor: Editor, actions: readonly TableAction[]): ToolMenuGroup {
  const { table: words } = useWords();
  return {
    items: actions.map((action) => {
      const Icon = icons[action];
      return {
        id: action,
        label: words.actions[action],
        icon: <Icon aria-hidden="true" />,
        isDanger: action.startsWith('delete'),
        isDisabled: !canDo(editor, action),
        onSelect: () => doInTable(editor, action),
      };
    }),
  };
}

/** In the toolbar, while the caret is in a table. */
export function TableMenu({ editor }: { readonly editor: Editor }): ReactElement {
  const { table: words } = useWords();
  const groups = [useGroup(editor, rowActions), useGroup(editor, columnActions), useGroup(editor, tableActions)];
  return <ToolMenu editor={editor} label={words.table} align="end" face={<Table aria-hidden="true" />} groups={groups} />;
}

/** Beside the table itself. */
export function TableHandles({ editor }: { readonly editor: Editor }): ReactElement | null {
  const { table: words } = useWords();
  const cell = useEditorState({
    editor,
    selector: ({ editor: current }) => (current.isEditable ? (tablePlace(current)?.cell ?? null) : null),
    equalityFn: (a, b) => a === b,
  });
  if (cell === null) return null;
  return (
    <>
      <Handle editor={editor} cell={cell} side="top" label={words.column} actions={columnActions} />
      <Handle editor={editor} cell={cell} side="left" label={words.row} actions={rowActions} />
    </>
  );
}

interface HandleProps {
  readonly editor: Editor;
  readonly cell: HTMLElement;
  readonly side: 'top' | 'left';
  readonly label: string;
  readonly actions: readonly TableAction[];
}

function Handle({ editor, cell, side, label, actions }: HandleProps): ReactElement {
  const handle = useRef<HTMLSpanElement>(null);
  const focus = useFocusAfterChoice(editor);
  const group = useGroup(editor, actions);
  useHandlePlace(handle, { cell, side });
  return (
    <span ref={handle} className={`table-handle is-${side}`}>
      <Menu
        label={label}
        align="start"
        onCloseAutoFocus={focus.onClosed}
        trigger={
          <button type="button" className="table-grip" aria-label={label} tabIndex={-1} onMouseDown={(event) => event.preventDefault()}>
            <span aria-hidden="true" />
          </button>
        }
      >
        <ToolMenuGroups groups={[group]} onChosen={focus.onChosen} />
      </Menu>
    </span>
  );
}

/** At the table's edge, in the middle of the cell's column or row; never over its text. */
function useHandlePlace(handle: RefObject<HTMLElement | null>, { cell, side }: { readonly cell: HTMLElement; readonly side: 'top' | 'left' }): void {
  useFloat(handle, {
    place: () => {
      const table = cell.closest('table');
      if (table === null || !cell.isConnected) return null;
      const around = table.getBoundingClientRect();
      const at = cell.getBoundingClientRect();
      // A wide table is scrolled in what is around it.
      const seen = table.parentElement?.getBoundingClientRect() ?? around;
      if (side === 'left') return new DOMRect(Math.max(around.left, seen.left), at.top, 0, at.height);
      const [left, right] = [Math.max(at.left, seen.left), Math.min(at.right, seen.right)];
      return left < right ? new DOMRect(left, around.top, right - left, 0) : null;
    },
    near: cell,
    placement: side,
    gap: 1,
    canFlip: false,
    canHide: false,
    changes: [cell],
  });
}
