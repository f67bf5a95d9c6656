/** The words around what was found, for the list to show. */
import { fold } from './fold.ts';

/** UTF-16 units before what was found, and in all. */
const unitsBefore = 40;
const unitsMax = 160;

/** Null where no line of the text holds any of the folded terms. Lines are folded one by one: mostly one of the first is it. */
export function excerptOf(text: string, terms: readonly string[]): string | null {
  for (const line of text.split('\n')) {
    const folded = fold(line);
    const places = terms.map((term) => folded.indexOf(term)).filter((place) => place !== -1);
    if (places.length === 0) continue;
    // Folding moves places a little; the words around are wanted, not the exact place.
    const place = Math.round((Math.min(...places) / Math.max(1, folded.length)) * line.length);
    return cut(line, Math.max(0, place - unitsBefore));
  }
  return null;
}

/** From a word's beginning to a word's end, where there is one near. */
function cut(line: string, from: number): string {
  const space = from === 0 ? 0 : line.indexOf(' ', from);
  const start = space === -1 || space - from > unitsBefore / 2 ? from : space;
  const rest = line.slice(start).trimStart();
  if (rest.length <= unitsMax) return `${start > 0 ? '… ' : ''}${rest}`.toWellFormed();
  const shortened = rest.slice(0, unitsMax);
  const end = shortened.lastIndexOf(' ');
  return `${start > 0 ? '… ' : ''}${shortened.slice(0, end > unitsMax / 2 ? end : unitsMax)} …`.toWellFormed();
}
