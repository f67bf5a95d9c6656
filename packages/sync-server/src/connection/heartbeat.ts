/** The pulse of every session: keepalives, pings, and an end for those that are gone or stuck. [P15, P42] */
import { CloseCode } from '@scriptorium/protocol';
import type { Cancel, Clock } from '../room/clock.ts';
import type { Session } from './session.ts';

export interface HeartbeatTimings {
  /** A session that was sent nothing for one to two of these is sent a keepalive. */
  readonly keepAliveMs: number;
  /** A session that has not answered a ping by the next is ended. */
  readonly pingMs: number;
  /** A congested session whose socket takes nothing for this long is cut off. */
  readonly stuckMs: number;
}

export const defaultHeartbeatTimings: HeartbeatTimings = { keepAliveMs: 5_000, pingMs: 20_000, stuckMs: 30_000 };

interface Stuck {
  readonly since: number;
  readonly unreadBytes: number;
}

export class Heartbeat {
  readonly #sessions: ReadonlySet<Session>;
  readonly #clock: Clock;
  readonly #timings: HeartbeatTimings;
  readonly #stuck = new WeakMap<Session, Stuck>();
  #beat = 0;
  #cancel: Cancel;

  constructor({ sessions, clock, timings }: { sessions: ReadonlySet<Session>; clock: Clock; timings: HeartbeatTimings }) {
    this.#sessions = sessions;
    this.#clock = clock;
    this.#timings = timings;
    this.#cancel = this.#next();
  }

  close(): void {
    this.#cancel();
  }

  #next(): Cancel {
    return this.#clock.after(this.#timings.keepAliveMs, () => {
      this.#beat++;
      for (const session of this.#sessions) this.#check(session);
      this.#cancel = this.#next();
    });
  }

  /** Pings are spread over the beats, so that thousands of tabs do not answer at once. */
  #check(session: Session): void {
    const beatsPerPing = Math.max(1, Math.round(this.#timings.pingMs / this.#timings.keepAliveMs));
    const isPingDue = (this.#beat + session.id) % beatsPerPing === 0;
    // A ping waits behind all that the other end has not read, and says nothing of it before.
    if (isPingDue && !session.isCongested && !session.ping()) {
      session.terminate();
      return;
    }
    session.keepAlive();
    this.#checkStuck(session);
  }

  #checkStuck(session: Session): void {
    if (!session.isCongested) {
      this.#stuck.delete(session);
      return;
    }
    const now = this.#clock.now();
    const before = this.#stuck.get(session);
    if (before === undefined || session.unreadBytes < before.unreadBytes) {
      this.#stuck.set(session, { since: now, unreadBytes: session.unreadBytes });
    } else if (now - before.since >= this.#timings.stuckMs) {
      session.close(CloseCode.tryAgainLater, 'The connection takes nothing any more; reconnect to catch up.');
    }
  }
}
