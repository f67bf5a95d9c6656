/** What goes out at the end of the turn in which a commit came: a commit resolves many appends, and they go out together. [P20] */
import type { Asking } from './asking.ts';
import type { Broadcaster } from './broadcaster.ts';
import type { Member } from './member.ts';

export interface TurnEndOptions {
  readonly members: ReadonlyMap<number, Member>;
  readonly broadcaster: Broadcaster;
  readonly asking: Asking;
  /** Catches what is thrown where nobody else would. */
  readonly attempt: (work: () => void) => void;
}

export class TurnEnd {
  readonly #options: TurnEndOptions;
  readonly #ackDue = new Set<Member>();
  #isScheduled = false;

  constructor(options: TurnEndOptions) {
    this.#options = options;
  }

  /** Something of this member is on disk. */
  ack(member: Member): void {
    if (!this.#options.members.has(member.id)) return;
    this.#ackDue.add(member);
    this.schedule();
  }

  forget(member: Member): void {
    this.#ackDue.delete(member);
  }

  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => this.#options.attempt(() => this.run()));
  }

  run(): void {
    this.#isScheduled = false;
    this.#options.broadcaster.flush();
    for (const member of this.#ackDue) member.tellAck();
    this.#ackDue.clear();
    this.#options.asking.committed();
  }
}
