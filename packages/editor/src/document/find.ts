/** Finds text, marks every place where it is, and replaces it. A block is searched again only when it has changed. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export interface FindQuery {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  readonly isWholeWord: boolean;
}

export interface Found {
  readonly from: number;
  readonly to: number;
}

export interface FindState {
  readonly query: FindQuery;
  readonly found: readonly Found[];
  /** Which of them is looked at, or -1. */
  readonly current: number;
  /** There are more than are told. */
  readonly isCut: boolean;
}

/** More places than this are neither marked nor counted. */
export const foundMax = 5_000;
export const queryLengthMax = 500;

const nothing: FindState = { query: { text: '', isCaseSensitive: false, isWholeWord: false }, found: [], current: -1, isCut: false };

type FindMeta = { readonly type: 'search'; readonly query: FindQuery; readonly near: number } | { readonly type: 'go'; readonly index: number };

const key = new PluginKey<FindState>('find');

export const Find: Extension = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [findPlugin()],
});

export function findState(state: EditorState): FindState {
  return key.getState(state) ?? nothing;
}

/** Looks for a text; the place at or after the selection becomes the current one. An empty text ends the search. */
export function search(state: EditorState, query: FindQuery): Transaction {
  const meta: FindMeta = { type: 'search', query: { ...query, text: query.text.slice(0, queryLengthMax) }, near: state.selection.from };
  return state.tr.setMeta(key, meta).setMeta('addToHistory', false);
}

/** Goes on by so many places, round and round, and selects the place; null where nothing was found. */
export function goTo(state: EditorState, step: number): Transaction | null {
  const { found, current } = findState(state);
  if (found.length === 0) return null;
  const index = (Math.max(current, step > 0 ? current : 0) + step + found.length) % found.length;
  const place = found[index];
  if (place === undefined) return null;
  const meta: FindMeta = { type: 'go', index };
  return state.tr.setSelection(TextSelection.create(state.doc, place.from, place.to)).setMeta(key, meta).scrollIntoView();
}

/** Replaces the place that is looked at. */
export function replaceCurrent(state: EditorState, replacement: string): Transaction | null {
  const { found, current } = findState(state);
  const place = found[current];
  if (place === undefined) return null;
  return replaceAt(state.tr, place, replacement).scrollIntoView();
}

/** One step to undo, however many they are. */
export function replaceAll(state: EditorState, replacement: string): Transaction | null {
  const { found } = findState(state);
  if (found.length === 0) return null;
  return found.toReversed().reduce((tr, place) => replaceAt(tr, place, replacement), state.tr);
}

/** The new text looks as the old one did. */
function replaceAt(tr: Transaction, { from, to }: Found, replacement: string): Transaction {
  if (replacement === '') return tr.delete(from, to);
  const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? tr.doc.nodeAt(from)?.marks ?? [];
  return tr.replaceWith(from, to, tr.doc.type.schema.text(replacement, marks));
}

function findPlugin(): Plugin {
  let blocks = new WeakMap<Node, readonly Found[]>();
  const look = (doc: Node, query: FindQuery): Pick<FindState, 'found' | 'isCut'> => {
    const pattern = patternOf(query);
    if (pattern === null) return { found: [], isCut: false };
    const found: Found[] = [];
    doc.descendants((node, pos) => {
      if (!node.isTextblock || found.length > foundMax) return !node.isTextblock;
      const inside = blocks.get(node) ?? findInBlock(node, pattern);
      blocks.set(node, inside);
      for (const { from, to } of inside) found.push({ from: pos + 1 + from, to: pos + 1 + to });
      return false;
    });
    return { found: found.slice(0, foundMax), isCut: found.length > foundMax };
  };
  return new Plugin<FindState>({
    key,
    state: {
      init: () => nothing,
      apply(transaction, before) {
        const meta = transaction.getMeta(key) as FindMeta | undefined;
        if (meta?.type === 'go') return { ...before, current: meta.index };
        if (meta?.type === 'search') {
          blocks = new WeakMap();
          const result = look(transaction.doc, meta.query);
          return { query: meta.query, ...result, current: nearest(result.found, meta.near) };
        }
        if (!transaction.docChanged || before.query.text === '') return before;
        const place = before.found[before.current];
        const result = look(transaction.doc, before.query);
        const at = place === undefined ? transaction.selection.from : placeAfter(place, transaction);
        return { query: before.query, ...result, current: nearest(result.found, at) };
      },
    },
    props: { decorations: decorate },
  });
}

/** Where to go on: at the same place, or behind what it was replaced with. */
function placeAfter({ from, to }: Found, { mapping }: Transaction): number {
  return mapping.mapResult(from, 1).deletedAfter ? mapping.map(to) : mapping.map(from);
}

const painted = new WeakMap<FindState, DecorationSet>();

function decorate(state: EditorState): DecorationSet {
  const find = findState(state);
  const known = painted.get(find);
  if (known !== undefined) return known;
  const decorations = find.found.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === find.current ? 'found is-current' : 'found' }),
  );
  const set = decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(state.doc, decorations);
  painted.set(find, set);
  return set;
}

function nearest(found: readonly Found[], pos: number): number {
  const next = found.findIndex(({ to }) => to > pos);
  return next === -1 && found.length > 0 ? 0 : next;
}

/** Offsets within the block; what is no text is one character that nothing matches. */
export function findInBlock(block: Node, pattern: RegExp): readonly Found[] {
  const text = block.textBetween(0, block.content.size, undefined, '\ufffc');
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => ({ from: index, to: index + match.length }));
}

/** Null for an empty text. A straight quotation mark finds a curly one too, and a space any space. */
export function patternOf({ text, isCaseSensitive, isWholeWord }: FindQuery): RegExp | null {
  if (text === '') return null;
  const escaped = text
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll("'", '[\'‘’‚]')
    .replaceAll('"', '["“”„«»]')
    .replaceAll(/\s/g, String.raw`\s`);
  const letter = String.raw`[\p{L}\p{N}_]`;
  const source = isWholeWord ? `(?<!${letter})${escaped}(?!${letter})` : escaped;
  return new RegExp(source, isCaseSensitive ? 'gu' : 'giu');
}
