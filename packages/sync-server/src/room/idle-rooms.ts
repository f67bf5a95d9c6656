/** Which rooms may go when there are too many: those that nobody holds, the one that was used longest ago first. [P44] */
import type { Cancel, Clock } from './clock.ts';

export interface OpenRoom {
  readonly sizeBytes: number;
  /** Closes it once it has finished, unless somebody comes before. */
  unload(): void;
}

export interface IdleRoomsOptions {
  readonly clock: Clock;
  readonly openDocumentsMax: number;
  readonly openBytesMax: number;
  /** All that are open, idle or not, until they are closed. */
  readonly rooms: () => Iterable<OpenRoom>;
  readonly roomCount: () => number;
}

/** Adding up every open document takes a while where there are many. */
const countBytesEveryMs = 250;

export class IdleRooms {
  readonly #options: IdleRoomsOptions;
  /** In the order in which they became idle. */
  readonly #idle = new Set<OpenRoom>();
  /** Told to unload and still open. */
  readonly #leaving = new Set<OpenRoom>();
  #bytes = 0;
  #countedAt = Number.NEGATIVE_INFINITY;
  #cancel: Cancel | null = null;

  constructor(options: IdleRoomsOptions) {
    this.#options = options;
  }

  /** Nobody holds it any more. */
  add(room: OpenRoom): void {
    this.#idle.add(room);
    this.trim();
  }

  /** Somebody holds it again, or it is closed. */
  remove(room: OpenRoom): void {
    this.#idle.delete(room);
    this.#leaving.delete(room);
  }

  /** Call it when a room was opened. */
  trim(): void {
    if (this.#idle.size === 0) return;
    this.#countBytes();
    for (const room of this.#idle) {
      if (!this.#isPastLimit()) return;
      this.#idle.delete(room);
      this.#leaving.add(room);
      this.#bytes -= room.sizeBytes;
      room.unload();
    }
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #countLater(): void {
    this.#cancel = null;
    this.trim();
  }

  #isPastLimit(): boolean {
    const { openDocumentsMax, openBytesMax, roomCount } = this.#options;
    return roomCount() - this.#leaving.size > openDocumentsMax || this.#bytes > openBytesMax;
  }

  #countBytes(): void {
    const { clock } = this.#options;
    const now = clock.now();
    if (Math.abs(now - this.#countedAt) < countBytesEveryMs) {
      this.#cancel ??= clock.after(countBytesEveryMs, () => this.#countLater());
      return;
    }
    this.#countedAt = now;
    this.#bytes = 0;
    for (const room of this.#options.rooms()) if (!this.#leaving.has(room)) this.#bytes += room.sizeBytes;
  }
}
