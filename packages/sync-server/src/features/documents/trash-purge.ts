/** Erases what has been in the trash for long enough, at the start and once an hour. [D5] */
import { PersistenceError } from '@scriptorium/persistence';
import type { FeatureContext } from '../feature.ts';
import type { Trash } from './trash.ts';

const roundMs = 60 * 60 * 1_000;
const dayMs = 24 * 60 * 60 * 1_000;

export class TrashPurge {
  readonly #context: Pick<FeatureContext, 'clock' | 'config' | 'documents' | 'logger'>;
  readonly #trash: Trash;
  #cancel: (() => void) | null = null;
  #round: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(context: Pick<FeatureContext, 'clock' | 'config' | 'documents' | 'logger'>, trash: Trash) {
    this.#context = context;
    this.#trash = trash;
  }

  start(): void {
    this.#round = this.#purge();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#round;
  }

  async #purge(): Promise<void> {
    const { clock, config, documents, logger } = this.#context;
    for (const documentId of this.#trash.before(clock.now() - config.trashDays * dayMs)) {
      if (this.#isClosed) return;
      try {
        if (await isTrashed(documents, documentId)) await documents.erase(documentId);
      } catch (error) {
        logger.warn({ err: error, documentId }, 'A document in the trash could not be erased; it is tried again in an hour.');
      }
    }
    if (this.#isClosed) return;
    this.#cancel = clock.after(roundMs, () => {
      this.#round = this.#purge();
    });
  }
}

/** By its newest record: of a damaged document an older one may be in the list. Rejects where that can't be known. [S29] */
async function isTrashed(documents: FeatureContext['documents'], documentId: string): Promise<boolean> {
  try {
    await documents.get(documentId);
    return false;
  } catch (error) {
    if (error instanceof PersistenceError && error.code === 'document-deleted') return true;
    throw error;
  }
}
