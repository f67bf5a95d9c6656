/** Which documents are templates, and who has starred which: in memory, and in the feature's namespace. [D6, D7] */
import type { Namespace } from '@scriptorium/persistence';
import { documentIdOfKey, rangeOf, readStarKey, recordKey, starKey } from './index-records.ts';

const present = Uint8Array.of(1);

export class Marks {
  readonly #namespace: Namespace;
  readonly #templates = new Set<string>();
  /** By user. */
  readonly #stars = new Map<string, Set<string>>();

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  async load(): Promise<void> {
    for (const { key } of await this.#namespace.entries(rangeOf('template'))) this.#templates.add(documentIdOfKey(key));
    for (const { key } of await this.#namespace.entries(rangeOf('star'))) {
      const { user, documentId } = readStarKey(key);
      this.#starsOf(user).add(documentId);
    }
  }

  isTemplate(documentId: string): boolean {
    return this.#templates.has(documentId);
  }

  isStarred(user: string, documentId: string): boolean {
    return this.#stars.get(user)?.has(documentId) === true;
  }

  /** Resolves when on disk. */
  async setTemplate(documentId: string, isTemplate: boolean): Promise<void> {
    if (this.isTemplate(documentId) === isTemplate) return;
    await this.#namespace.write([{ key: recordKey('template', documentId), value: isTemplate ? present : null }]);
    if (isTemplate) this.#templates.add(documentId);
    else this.#templates.delete(documentId);
  }

  /** Resolves when on disk. */
  async setStar(user: string, documentId: string, isStarred: boolean): Promise<void> {
    if (this.isStarred(user, documentId) === isStarred) return;
    await this.#namespace.write([{ key: starKey(user, documentId), value: isStarred ? present : null }]);
    if (isStarred) this.#starsOf(user).add(documentId);
    else this.#stars.get(user)?.delete(documentId);
  }

  /** The document was erased. */
  async forget(documentId: string): Promise<void> {
    await this.setTemplate(documentId, false);
    for (const user of this.#stars.keys()) await this.setStar(user, documentId, false);
  }

  /** Marks of documents that are gone, as after a crash between two commits. */
  async retain(isThere: (documentId: string) => boolean): Promise<void> {
    const marked = new Set([...this.#templates, ...[...this.#stars.values()].flatMap((ids) => [...ids])]);
    for (const documentId of marked) if (!isThere(documentId)) await this.forget(documentId);
  }

  #starsOf(user: string): Set<string> {
    const known = this.#stars.get(user);
    if (known !== undefined) return known;
    const made = new Set<string>();
    this.#stars.set(user, made);
    return made;
  }
}
