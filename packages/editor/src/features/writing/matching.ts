/** Which offers fit what was typed, the best first. Pure. */

export interface Offer {
  readonly label: string;
  /** Other words for it, with spaces between. */
  readonly also?: string;
}

/** Names that begin with it come before words that do, those before what only holds it. */
export function bestMatches<Item extends Offer>(items: readonly Item[], query: string): readonly Item[] {
  const sought = plain(query);
  if (sought === '') return items;
  const ranked = items.flatMap((item, index) => {
    const rank = rankOf(item, sought);
    return rank === null ? [] : [{ item, rank, index }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank || a.index - b.index).map(({ item }) => item);
}

function rankOf({ label, also = '' }: Offer, sought: string): number | null {
  const name = plain(label);
  if (name.startsWith(sought)) return 0;
  const words = `${name} ${plain(also)}`;
  if (words.includes(` ${sought}`) || plain(also).startsWith(sought)) return 1;
  return sought.length > 1 && words.includes(sought) ? 2 : null;
}

/** Without case and accents: "uberschrift" finds "Überschrift". */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
