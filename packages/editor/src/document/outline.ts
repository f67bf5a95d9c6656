/** The headings of a document in reading order, and which of them the reader is under. */
import type { Node } from '@tiptap/pm/model';

export interface OutlineEntry {
  readonly text: string;
  readonly level: number;
  /** How far it is set in: levels that a document does not use take no room. */
  readonly depth: number;
  /** Where the heading begins. */
  readonly pos: number;
}

/** Headings that hold nothing are left out: there is nothing to read in them. */
export function readOutline(doc: Node): readonly OutlineEntry[] {
  const found: { text: string; level: number; pos: number }[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === 'heading' && node.textContent.trim() !== '') {
      found.push({ text: node.textContent.trim(), level: Number(node.attrs['level']), pos });
    }
    return !node.isTextblock && node.type.name !== 'table';
  });
  const above: number[] = [];
  return found.map((heading) => {
    while ((above.at(-1) ?? 0) >= heading.level) above.pop();
    above.push(heading.level);
    return { ...heading, depth: above.length - 1 };
  });
}

/** Whether they read the same, wherever in the document their headings are. */
export function isSameOutline(a: readonly OutlineEntry[], b: readonly OutlineEntry[]): boolean {
  return a.length === b.length && a.every((entry, index) => isSameEntry(entry, b[index]));
}

function isSameEntry(a: OutlineEntry, b: OutlineEntry | undefined): boolean {
  return b !== undefined && a.text === b.text && a.level === b.level;
}

/** A name for each that stays when something is written before it: its place in the text does not. */
export function keysOf(outline: readonly OutlineEntry[]): readonly string[] {
  const seen = new Map<string, number>();
  return outline.map(({ text }) => {
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return `${count} ${text}`;
  });
}

/** How many entries at the beginning something is true of, where it is true of no later ones; asks as few as can be. */
export function countWhile(outline: readonly OutlineEntry[], isTrue: (entry: OutlineEntry) => boolean): number {
  let [least, most] = [0, outline.length];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    const entry = outline[middle];
    if (entry !== undefined && isTrue(entry)) least = middle + 1;
    else most = middle;
  }
  return least;
}

/** The last heading at or before a position, or -1. */
export function entryAt(outline: readonly OutlineEntry[], pos: number): number {
  return outline.findLastIndex((entry) => entry.pos <= pos);
}
