/** The words around what was found, for the list to show. */
import { fold } from './fold.ts';

/** UTF-16 units before what was found, and in all. */
const unitsBefore = 40;
const unitsMax = 160;

/** Folding moves places a little: the words are looked for so far around. */
const unitsAround = 400;

/** Null where the text holds none of the folded terms. `folded` is the whole text, folded. */
export function excerptOf({ text, folded }: { readonly text: string; readonly folded: string }, terms: readonly string[]): string | null {
  const places = terms.map((term) => folded.indexOf(term)).filter((place) => place !== -1);
  if (places.length === 0) return null;
  const about = Math.round((Math.min(...places) / folded.length) * text.length);
  const start = Math.max(0, about - unitsAround);
  const around = text.slice(start, about + unitsAround);
  for (const line of around.split('\n')) {
    const foldedLine = fold(line);
    const found = terms.map((term) => foldedLine.indexOf(term)).filter((place) => place !== -1);
    if (found.length > 0) return cut(line, Math.max(0, Math.round((Math.min(...found) / foldedLine.length) * line.length) - unitsBefore));
  }
  return cut(around.replaceAll('\n', ' '), Math.max(0, about - start - unitsBefore));
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
