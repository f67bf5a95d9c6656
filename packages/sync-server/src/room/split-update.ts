/** Takes a large update apart, so that no single message takes longer to arrive than a provider waits for one. [J20] */
import { partsOf, type Section } from './section.ts';
import { UpdateScanner } from './update-scanner.ts';
import { NOTHING_DELETED, writeUpdate } from './update-writer.ts';

/** So many at most: a Y.Doc goes through all that it keeps whenever another part comes. */
const partsMax = 8;

/**
 * One that is no larger than two parts stays as it is. The first struct of every client, and all deletions, come in the last part.
 * A Y.Doc can use nothing of the others before: it keeps them, and takes in everything in one transaction when the last part has
 * come, as if it had come as one. (Parts that were taken in one by one would each be a chance to find formatting redundant that is
 * not. [J1])
 */
export function splitUpdate(update: Uint8Array, partBytesMin: number): readonly Uint8Array[] {
  if (update.byteLength <= 2 * partBytesMin) return [update];
  const bytesMax = Math.max(partBytesMin, Math.ceil(update.byteLength / partsMax));
  const { sections, deleted } = partsOf(update);
  const pieces = sections.map((section) => piecesOf(section, bytesMax));
  const parts = groupsOf(pieces.flatMap(([, ...rest]) => rest), bytesMax).map((group) => writeUpdate(group, NOTHING_DELETED));
  return [...parts, writeUpdate(pieces.flatMap(([first]) => first ?? []), deleted)];
}

function groupsOf(pieces: readonly Section[], bytesMax: number): Section[][] {
  const groups: Section[][] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const added = piece.stop - piece.start;
    const group = groups.at(-1);
    if (group === undefined || bytes + added > bytesMax) {
      groups.push([piece]);
      bytes = added;
    } else {
      group.push(piece);
      bytes += added;
    }
  }
  return groups;
}

/** The first struct alone, then runs of structs of so many bytes, or of one struct that has more. */
function piecesOf(section: Section, bytesMax: number): readonly Section[] {
  const pieces: Section[] = [];
  const scanner = UpdateScanner.within(section);
  const { client, bytes } = section;
  let [clock, start, count, stop, end] = [section.clock, section.start, 0, section.start, section.clock];
  const cut = (): void => {
    if (count > 0) pieces.push({ client, bytes, clock, end, start, stop, count });
    [clock, start, count] = [end, stop, 0];
  };
  while (scanner.nextStruct()) {
    if (pieces.length === 0 ? count > 0 : scanner.stop - start > bytesMax) cut();
    [stop, end] = [scanner.stop, scanner.clock + scanner.length];
    count++;
  }
  cut();
  return pieces;
}
