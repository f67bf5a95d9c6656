/** Which actions a query means: those that have each of its words, without case and accents. Pure. */
import { foldText } from '../../ui/fold-text.ts';

export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly run: () => void;
}

export function matchingActions(actions: readonly PaletteAction[], query: string): readonly PaletteAction[] {
  const terms = foldText(query).split(/\s+/).filter((term) => term !== '');
  return actions.filter(({ label }) => terms.every((term) => foldText(label).includes(term)));
}
