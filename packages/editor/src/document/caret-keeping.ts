/** Keeps the caret in its text when others split, join or move the block that it is in. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { isRemote } from './remote-change.ts';

/** So many characters on each side of the caret tell where it stood. */
const contextMax = 24;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** In the shared document a split deletes text and writes it again in the next block: what a caret held on to is gone then. */
export const CaretKeeping: Extension = Extension.create({
  name: 'caretKeeping',
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('caretKeeping'),
      appendTransaction: (transactions, before, after) => {
        const [change, ...others] = transactions.filter((transaction) => transaction.docChanged);
        return change === undefined || others.length > 0 || !isRemote(change) ? null : keepCaret(change, { before, after });
      },
    }),
  ],
});

function keepCaret(change: Transaction, { before, after }: { before: EditorState; after: EditorState }): Transaction | null {
  if (!(before.selection instanceof TextSelection) || !(after.selection instanceof TextSelection)) return null;
  const map = change.mapping.maps.length === 1 ? change.mapping.maps[0] : undefined;
  if (map === undefined) return null;
  let ranges: { readonly old: Range; readonly now: Range } | null = null;
  map.forEach((from, to, newFrom, newTo) => {
    ranges = { old: { from, to }, now: { from: newFrom, to: newTo } };
  });
  if (ranges === null) return null;
  const scene = { oldDoc: before.doc, newDoc: after.doc, ...(ranges as { old: Range; now: Range }) };
  const anchor = better({ was: before.selection.anchor, is: after.selection.anchor }, scene);
  const head = better({ was: before.selection.head, is: after.selection.head }, scene);
  if (anchor === after.selection.anchor && head === after.selection.head) return null;
  const selection = TextSelection.between(after.doc.resolve(anchor), after.doc.resolve(head));
  return after.tr.setSelection(selection).setMeta('addToHistory', false);
}

interface Scene {
  readonly oldDoc: Node;
  readonly newDoc: Node;
  readonly old: Range;
  readonly now: Range;
}

/** The place in the same text, where that is surer than the one that was found. */
function better({ was, is }: { readonly was: number; readonly is: number }, { oldDoc, newDoc, old, now }: Scene): number {
  if (was <= old.from || was >= old.to) return is;
  const offset = textOf(oldDoc, { from: old.from, to: was }).length;
  const [oldText, newText] = [textOf(oldDoc, old), textOf(newDoc, now)];
  const $was = oldDoc.resolve(was);
  const moved = mapOffset(offset, oldText, newText);
  const place = placeAt(newDoc, now, { offset: moved, isBeforeText: $was.parentOffset < $was.parent.content.size });
  if (place === null || place === is) return is;
  const found = is <= now.from ? 0 : textOf(newDoc, { from: now.from, to: Math.min(is, now.to) }).length;
  const context = { oldText, newText, offset };
  return likeness({ ...context, at: moved }) > likeness({ ...context, at: found }) || (moved === found && oldText === newText) ? place : is;
}

function textOf(doc: Node, { from, to }: Range): string {
  return doc.textBetween(from, to, '', '\ufffc');
}

/** Where an offset of the old text is in the new one, as far as the one change between the two tells. */
function mapOffset(offset: number, before: string, after: string): number {
  const common = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < common && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < common - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix += 1;
  if (offset <= prefix) return offset;
  return Math.max(prefix, offset >= before.length - suffix ? offset + after.length - before.length : prefix);
}

/** How many characters around a place are those that stood around the caret. */
function likeness(options: { oldText: string; newText: string; offset: number; at: number }): number {
  const { oldText, newText, offset, at } = options;
  let [left, right] = [0, 0];
  while (left < contextMax && left < Math.min(offset, at) && oldText[offset - 1 - left] === newText[at - 1 - left]) left += 1;
  const rest = Math.min(oldText.length - offset, newText.length - at);
  while (right < contextMax && right < rest && oldText[offset + right] === newText[at + right]) right += 1;
  return left + right;
}

/** A place between two blocks is the end of one or the beginning of the next: before the text that the caret stood before. */
function placeAt(doc: Node, { from, to }: Range, { offset, isBeforeText }: { offset: number; isBeforeText: boolean }): number | null {
  let [passed, place] = [0, null as number | null];
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline) return true;
    const size = node.isText ? node.nodeSize : textOf(doc, { from: pos, to: pos + node.nodeSize }).length;
    const isInside = isBeforeText ? offset >= passed && offset < passed + size : offset > passed && offset <= passed + size;
    if (isInside && place === null) place = node.isText ? pos + offset - passed : pos + (offset > passed ? node.nodeSize : 0);
    passed += size;
    return false;
  });
  return place;
}
