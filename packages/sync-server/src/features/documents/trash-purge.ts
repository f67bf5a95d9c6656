/** Erases what has been in the trash for long enough, at the start and once an hour. [D5] */
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
        await documents.erase(documentId);
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
