/** What is in the trash, in memory: for its list, and for those whose time is over. [D5] */
import type { TrashedDocument } from '../document-service.ts';

export class Trash {
  readonly #documents = new Map<string, TrashedDocument>();

  has(documentId: string): boolean {
    return this.#documents.has(documentId);
  }

  get(documentId: string): TrashedDocument | null {
    return this.#documents.get(documentId) ?? null;
  }

  put(document: TrashedDocument): void {
    this.#documents.set(document.documentId, document);
  }

  delete(documentId: string): void {
    this.#documents.delete(documentId);
  }

  /** The last trashed come first. */
  all(): readonly TrashedDocument[] {
    return [...this.#documents.values()].toSorted((one, other) => other.trashedAt - one.trashedAt || (one.documentId < other.documentId ? -1 : 1));
  }

  before(time: number): readonly string[] {
    return [...this.#documents.values()].filter(({ trashedAt }) => trashedAt <= time).map(({ documentId }) => documentId);
  }
}
