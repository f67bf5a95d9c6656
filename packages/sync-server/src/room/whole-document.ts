/** An open document as one piece: copied out, filled in, and read again. */
import type { DocumentState } from './document-state.ts';
import type { DocumentWorker } from './document-worker/worker-contract.ts';
import type { Intake } from './intake.ts';
import type { Journal } from './journal.ts';
import type { RoomCondition } from './member.ts';
import type { Upkeep } from './upkeep.ts';

export interface WholeDocumentOptions {
  readonly state: DocumentState;
  readonly journal: Journal;
  readonly intake: Intake;
  readonly upkeep: Upkeep;
  readonly worker: DocumentWorker;
  readonly condition: () => RoomCondition;
  readonly onSchemaRaised: (version: number) => void;
}

export class WholeDocument {
  readonly #options: WholeDocumentOptions;

  constructor(options: WholeDocumentOptions) {
    this.#options = options;
  }

  /** All that is on disk as one update, under another title where one is given. */
  async copy(title: string | null): Promise<Uint8Array> {
    const { journal, worker, state } = this.#options;
    await journal.settled();
    return await worker.copy(state.whole(), title);
  }

  /**
   * Takes a whole document into this empty one, in one commit; resolves when that is on disk and read back. False where there is
   * something in it already. Rejects with `PersistenceError`, and with `RangeError` for what no document may hold.
   */
  async fill(update: Uint8Array, schemaVersion: number): Promise<boolean> {
    const { journal, intake, upkeep, condition, onSchemaRaised } = this.#options;
    if (condition().isDamaged || !intake.fill(update, schemaVersion)) return false;
    await journal.settled();
    if (schemaVersion > condition().schemaVersion) onSchemaRaised(schemaVersion);
    await upkeep.describeNow();
    return true;
  }

  /** Reads title and text now, and tells whoever listens. Never rejects. */
  async describe(): Promise<void> {
    const { upkeep, condition } = this.#options;
    if (!condition().isDamaged) await upkeep.describeNow();
  }
}
