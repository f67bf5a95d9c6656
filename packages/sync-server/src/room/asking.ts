/** The room's own sync step 1: members are asked for what they have, and again for what had to be dropped. [P11, P43] */
import type { Cancel } from './clock.ts';
import type { DocumentState } from './document-state.ts';
import type { Journal } from './journal.ts';
import type { Member, RoomCondition } from './member.ts';
import type { RoomContext } from './room-context.ts';

export interface AskingOptions {
  readonly state: DocumentState;
  readonly journal: Journal;
  readonly members: ReadonlyMap<number, Member>;
  readonly condition: () => RoomCondition;
  readonly context: Pick<RoomContext, 'clock' | 'timings'>;
}

export class Asking {
  readonly #options: AskingOptions;
  #cancelTimer: Cancel | null = null;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  close(): void {
    this.#cancelTimer?.();
  }

  ask(member: Member): void {
    member.ledger.ask();
    member.peer.send({ type: 'sync-step-1', stateVector: this.#options.state.stateVector() });
  }

  /** Something was dropped. Other rooms may have taken all the memory: then no commit of this one tells when there is some again. */
  askLater(): void {
    const { context, journal, condition } = this.#options;
    this.#cancelTimer ??= context.clock.after(context.timings.askDroppedMs, () => {
      this.#cancelTimer = null;
      if (condition().isSaving && journal.isHalfEmpty) this.#askDropped();
      else this.askLater();
    });
  }

  /** A commit has ended. */
  committed(): void {
    if (this.#options.journal.isEmpty && this.#cancelTimer !== null) this.#askDropped();
  }

  /** There is room again: whoever had something dropped is asked for it. */
  #askDropped(): void {
    const { members, condition } = this.#options;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (const member of members.values()) {
      if (!member.ledger.needsAsking || member.hasDamagedCopy || member.writeBar(condition()) !== null) continue;
      if (member.isHeldBack()) this.askLater();
      else this.ask(member);
    }
  }
}
