/** Names for new documents, and how a name reads where there is no title. Pure, given randomness. */

const qualities = ['amber', 'birch', 'clear', 'dusk', 'early', 'fern', 'golden', 'harbour', 'inland', 'jade', 'late', 'misty'];
const places = ['meadow', 'orchard', 'river', 'garden', 'shore', 'valley', 'forest', 'hill', 'lantern', 'bridge', 'field', 'window'];
/** Without letters and digits that look alike. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const suffixLength = 10;

/** `random` gives integers from 0 up to below its argument. The suffix has 49 bits: it can't be guessed at the door. */
export function newDocumentName(random: (below: number) => number): string {
  const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
  const suffix = Array.from({ length: suffixLength }, () => alphabet[random(alphabet.length)]).join('');
  return `${pick(qualities)}-${pick(places)}-${suffix}`;
}

/** `amber-meadow-x7k2f9qdab` reads "Amber meadow"; other names stay as they are. */
export function readableName(documentId: string): string {
  const match = new RegExp(`^([a-z]+)-([a-z]+)-[${alphabet}]{${suffixLength}}$`).exec(documentId);
  const [, quality, place] = match ?? [];
  if (quality === undefined || place === undefined) return documentId;
  return `${quality.charAt(0).toUpperCase()}${quality.slice(1)} ${place}`;
}

export function randomBelow(below: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % below;
}
