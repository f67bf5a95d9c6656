/** Which actions a query means: those that have each of its words, without case and accents. Pure. */

export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}

export function matchingActions(actions: readonly PaletteAction[], query: string): readonly PaletteAction[] {
  const terms = fold(query).split(/\s+/).filter((term) => term !== '');
  return actions.filter(({ label }) => terms.every((term) => fold(label).includes(term)));
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
