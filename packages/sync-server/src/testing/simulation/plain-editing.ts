/** A person's simple edits, many a millisecond of real time: text, deletions, a map and a list. */
import type * as Y from 'yjs';
import type { Random } from '../../room/testing/random.ts';

const pageLength = 40_000;

export class PlainEditing {
  readonly #doc: Y.Doc;
  readonly #random: Random;

  readonly #pastes: boolean;

  constructor(doc: Y.Doc, { random, pastes }: { readonly random: Random; readonly pastes: boolean }) {
    this.#doc = doc;
    this.#random = random;
    this.#pastes = pastes;
  }

  edit(): void {
    const random = this.#random;
    const text = this.#doc.getText('title');
    if (this.#pastes && text.length < 3 * pageLength && random.chance(0.05)) text.insert(text.length, 'p'.repeat(pageLength));
    const kind = random.next();
    if (kind < 0.6 || text.length === 0) text.insert(random.below(text.length + 1), random.pick(['a', 'be', 'sea ', 'x']));
    else if (kind < 0.85) text.delete(random.below(text.length), 1);
    else if (kind < 0.92) this.#doc.getMap('map').set(random.pick(['k', 'l']), random.below(9));
    else this.#editList(this.#doc.getArray('array'));
  }

  #editList(list: Y.Array<unknown>): void {
    const random = this.#random;
    if (list.length > 0 && random.chance(0.5)) list.delete(random.below(list.length), 1);
    else list.insert(random.below(list.length + 1), [random.below(9)]);
  }
}
