/** Whether commits reach the disk, and who wants to know. [S50] */
import type { StoreStatus } from '../document-store.ts';

export class Health {
  readonly #now: () => number;
  readonly #listeners = new Set<(status: StoreStatus) => void>();
  #status: StoreStatus = { state: 'ok' };

  constructor(now: () => number) {
    this.#now = now;
  }

  get status(): StoreStatus {
    return this.#status;
  }

  /** Listeners must not throw. */
  onStatus(listener: (status: StoreStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  fail(error: Error): void {
    if (this.#status.state === 'failing') this.#status = { ...this.#status, error };
    else this.#change({ state: 'failing', error, since: this.#now() });
  }

  heal(): void {
    if (this.#status.state === 'failing') this.#change({ state: 'ok' });
  }

  #change(status: StoreStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
