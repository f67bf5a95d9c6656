/** Which offers fit what was typed, the best first. Pure. */
import { foldText } from '../../ui/fold-text.ts';

export interface Offer {
  readonly label: string;
  /** Other words for it, with spaces between. */
  readonly also?: string;
}

/** Names that begin with it come before words that do, those before what only holds it. */
export function bestMatches<Item extends Offer>(items: readonly Item[], query: string): readonly Item[] {
  const sought = foldText(query).trim();
  if (sought === '') return items;
  const ranked = items.flatMap((item, index) => {
    const rank = rankOf(item, sought);
    return rank === null ? [] : [{ item, rank, index }];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank || a.index - b.index).map(({ item }) => item);
}

function rankOf({ label, also = '' }: Offer, sought: string): number | null {
  const name = foldText(label);
  if (name.startsWith(sought)) return 0;
  const words = `${name} ${foldText(also)}`;
  if (words.includes(` ${sought}`) || foldText(also).startsWith(sought)) return 1;
  return sought.length > 1 && words.includes(sought) ? 2 : null;
}
