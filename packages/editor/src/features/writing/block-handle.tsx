/** The handle beside the block under the pointer: drag it to move the block, click it for what else can be done. For mice only;
 * keys and the toolbar's block menu do the same. */
import type { Editor } from '@tiptap/core';
import { NodeSelection, TextSelection } from '@tiptap/pm/state';
import { GripVertical, Plus } from 'lucide-react';
import { type DragEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { type BlockAt, blockAtHeight } from '../../document/block-at-height.ts';
import { focusText } from '../../document/formats.ts';
import { insert } from '../../document/insertions.ts';
import { Menu } from '../../ui/menu.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';
import { blockActions } from './block-actions.tsx';
import { insertionIcons } from './insertion-icons.tsx';
import { ToolMenuGroups, type ToolMenuItem, useFocusAfterChoice } from './tool-menu.tsx';

const turnable = ['paragraph', 'heading1', 'heading2', 'heading3', 'bulletList', 'orderedList', 'taskList', 'quote', 'codeBlock', 'note', 'details'] as const;

export function BlockHandle({ editor }: { readonly editor: Editor }): ReactElement | null {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isDragging, setDragging] = useState(false);
  const block = useBlockUnderPointer(editor, isMenuOpen || isDragging);
  if (block === null || !editor.isEditable) return null;
  return <Handle {...{ editor, block, isMenuOpen, setMenuOpen, setDragging }} />;
}

interface HandleProps {
  readonly editor: Editor;
  readonly block: BlockAt;
  readonly isMenuOpen: boolean;
  readonly setMenuOpen: (isOpen: boolean) => void;
  readonly setDragging: (isDragging: boolean) => void;
}

function Handle({ editor, block, isMenuOpen, setMenuOpen, setDragging }: HandleProps): ReactElement {
  const { blockActions: words } = useWords();
  const handle = useRef<HTMLDivElement>(null);
  const endDrag = useRef(() => {});
  useFloat(handle, { place: () => placeOf(block.dom), near: block.dom, placement: 'left', gap: block.isItem ? 26 : 6, canFlip: false, changes: [block.dom] });
  return (
    <div ref={handle} className="block-handle">
      <Tip text={words.add}>
        <button type="button" className="grip" tabIndex={-1} aria-label={words.add} onClick={() => addBelow(editor, block)}>
          <Plus aria-hidden="true" />
        </button>
      </Tip>
      <Tip text={words.handle}>
        <button
          type="button"
          className="grip is-draggable"
          tabIndex={-1}
          aria-label={words.label}
          draggable
          onDragStart={(event) => {
            setDragging(true);
            endDrag.current = startDrag(editor, block, event);
          }}
          onDragEnd={() => {
            setDragging(false);
            endDrag.current();
          }}
          onClick={() => {
            select(editor, block);
            // Or the browser goes on showing what was selected before.
            editor.view.focus();
            setMenuOpen(true);
          }}
        >
          <GripVertical aria-hidden="true" />
        </button>
      </Tip>
      <HandleMenu editor={editor} isOpen={isMenuOpen} onChange={setMenuOpen} />
    </div>
  );
}

function HandleMenu({ editor, isOpen, onChange }: { editor: Editor; isOpen: boolean; onChange: (isOpen: boolean) => void }): ReactElement {
  const words = useWords();
  const focus = useFocusAfterChoice(editor);
  const turnInto = turnable.map((name): ToolMenuItem => {
    const Icon = insertionIcons[name];
    const onSelect = (): void => {
      collapse(editor);
      insert(editor, name);
    };
    return { id: name, label: words.insert.items[name].label, icon: <Icon aria-hidden="true" />, onSelect };
  });
  return (
    <Menu
      label={words.blockActions.label}
      align="start"
      control={{ isOpen, onChange }}
      trigger={<span className="handle-anchor" aria-hidden="true" />}
      onCloseAutoFocus={(event) => {
        focus.onClosed(event);
        if (event.defaultPrevented) return;
        event.preventDefault();
        focusText(editor, 'selection');
      }}
    >
      <ToolMenuGroups
        groups={[{ items: blockActions(editor, words) }, { label: words.blockActions.turnInto, items: turnInto }]}
        onChosen={focus.onChosen}
      />
    </Menu>
  );
}

/** The block's first line, which the handle stands beside. */
function placeOf(dom: HTMLElement): DOMRect | null {
  if (!dom.isConnected) return null;
  const { left, top, height } = dom.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(dom).lineHeight) || 28;
  return new DOMRect(left, top, 0, Math.min(height, line));
}

function select(editor: Editor, { pos }: BlockAt): void {
  const { state, view } = editor;
  const node = state.doc.nodeAt(pos);
  if (node !== null) view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pos)));
}

/** Commands for what is at the caret want a caret. */
function collapse(editor: Editor): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(state.selection.from + 1))));
}

/** ProseMirror takes the drop from here: what is dragged is the selected block, and it moves. Gives what ends it. */
function startDrag(editor: Editor, block: BlockAt, event: DragEvent): () => void {
  select(editor, block);
  const { view } = editor;
  const slice = view.state.selection.content();
  const { dom, text } = view.serializeForClipboard(slice);
  event.dataTransfer.clearData();
  event.dataTransfer.setData('text/html', dom.innerHTML);
  event.dataTransfer.setData('text/plain', text);
  event.dataTransfer.effectAllowed = 'copyMove';
  event.dataTransfer.setDragImage(block.dom, 0, 0);
  view.dragging = { slice, move: true };
  // What others write in the block meanwhile moves with it.
  const renew = (): void => {
    const { selection } = view.state;
    if (view.dragging !== null && selection instanceof NodeSelection) view.dragging = { slice: selection.content(), move: true };
  };
  editor.on('update', renew);
  return () => {
    editor.off('update', renew);
    view.dragging = null;
  };
}

/** A new line with its menu open; in a list a new item. */
function addBelow(editor: Editor, { pos }: BlockAt): void {
  const { state, view } = editor;
  const node = state.doc.nodeAt(pos);
  const { paragraph } = state.schema.nodes;
  if (node === null || !paragraph) return;
  const isItem = node.type.name === 'listItem' || node.type.name === 'taskItem';
  const below = pos + node.nodeSize;
  const { tr } = state;
  tr.insert(below, isItem ? node.type.create(null, paragraph.create()) : paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, below + (isItem ? 2 : 1)));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  if (!isItem) view.dispatch(view.state.tr.insertText('/'));
}

/** The block at the height of the pointer, while that is over the sheet or its margins. */
function useBlockUnderPointer(editor: Editor, isHeld: boolean): BlockAt | null {
  const [block, setBlock] = useState<BlockAt | null>(null);
  useEffect(() => {
    if (isHeld) return undefined;
    let frame = 0;
    const look = (event: PointerEvent): void => {
      cancelAnimationFrame(frame);
      if (event.pointerType === 'touch' || event.buttons !== 0) return;
      frame = requestAnimationFrame(() => {
        const isOnHandle = event.target instanceof Element && event.target.closest('.block-handle') !== null;
        if (isOnHandle || editor.isDestroyed) return;
        const isOnSheet = event.target instanceof Element && event.target.closest('.sheet') !== null;
        const found = isOnSheet ? blockAtHeight(editor.view, event.clientY) : null;
        setBlock((before) => (before?.dom === found?.dom && before?.pos === found?.pos ? before : found));
      });
    };
    // While one types the handle is in the way; and what it stands for may move.
    const drop = (): void => setBlock(null);
    document.addEventListener('pointermove', look, { passive: true });
    editor.on('update', drop);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('pointermove', look);
      editor.off('update', drop);
    };
  }, [editor, isHeld]);
  return block;
}
