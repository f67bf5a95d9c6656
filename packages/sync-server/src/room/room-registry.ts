/** The rooms that are open, one for each document, loaded once however many come. */
import { CloseCode } from '@scriptorium/protocol';
import { PersistenceError, type TrashedDocument } from '@scriptorium/persistence';
import type { FeaturePayload } from './feature-messages.ts';
import { IdleRooms } from './idle-rooms.ts';
import { RoomLife } from './room-life.ts';
import type { RoomContext } from './room-context.ts';
import type { Room } from './room.ts';

/** Holds a room open; `release` is idempotent. */
export interface RoomLease {
  readonly room: Room;
  /** `isBrief`: nobody will be back soon, so a room that nobody else holds does not linger. */
  release(options?: { readonly isBrief: boolean }): void;
}

export class RoomRegistry {
  readonly #context: RoomContext;
  readonly #lives = new Map<string, RoomLife>();
  readonly #idle: IdleRooms;
  readonly #unsubscribe: () => void;
  #isClosing = false;

  constructor(context: RoomContext) {
    this.#context = context;
    this.#idle = new IdleRooms({
      ...context.limits,
      clock: context.clock,
      rooms: () => this.#lives.values(),
      roomCount: () => this.#lives.size,
    });
    this.#unsubscribe = context.store.onStatus(({ state }) => {
      for (const { room } of this.#lives.values()) room?.setSaving(state === 'ok');
    });
  }

  get size(): number {
    return this.#lives.size;
  }

  /** Opens the document's room, or joins its opening. Rejects with `PersistenceError`. */
  async lease(documentId: string): Promise<RoomLease> {
    let life: RoomLife;
    let room: Room | null;
    do {
      if (this.#isClosing) throw new PersistenceError('closed', 'The server is stopping; try again in a moment.');
      life = this.#lives.get(documentId) ?? this.#begin(documentId);
      room = await life.acquire();
    } while (room === null);
    return leaseOf(life, room);
  }

  /** Tells the sessions of a document that is open; where it is not, nobody is there to be told. [P22] */
  tell(documentId: string, payload: FeaturePayload): void {
    this.#lives.get(documentId)?.room?.tell(payload);
  }

  /** Deletes the document and sends its sessions away. False where there was nothing to delete. [P31] */
  async delete(documentId: string): Promise<boolean> {
    const isDeleted = await this.#context.store.delete(documentId);
    if (isDeleted) this.#sendAway(documentId);
    return isDeleted;
  }

  /** Closes the document to everybody and keeps its content. False where there was nothing to close. [P31, P34] */
  async trash(documentId: string): Promise<TrashedDocument | null> {
    const document = await this.#context.store.trash(documentId);
    if (document !== null) this.#sendAway(documentId);
    return document;
  }

  /** Everything that was accepted is on disk. Takes no new leases from now on. [P32] */
  async settle(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(Array.from(this.#lives.values(), (life) => life.settle()));
  }

  /** Sends everyone away and closes every room. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#unsubscribe();
    this.#idle.close();
    await Promise.all(
      Array.from(this.#lives.values(), (life) => life.evict(CloseCode.restart, 'The server restarts; your page reconnects by itself.')),
    );
  }

  /** In this turn. What the worker still does for the room keeps nobody waiting. */
  #sendAway(documentId: string): void {
    // Never rejects.
    void this.#lives.get(documentId)?.evict(CloseCode.notFound, 'This document was deleted.');
  }

  #begin(documentId: string): RoomLife {
    const life: RoomLife = new RoomLife({
      documentId,
      context: this.#context,
      onClosed: () => {
        this.#idle.remove(life);
        if (this.#lives.get(documentId) === life) this.#lives.delete(documentId);
      },
      onIdle: () => this.#idle.add(life),
      onHeld: () => this.#idle.remove(life),
    });
    this.#lives.set(documentId, life);
    this.#idle.trim();
    return life;
  }
}

function leaseOf(life: RoomLife, room: Room): RoomLease {
  let isHeld = true;
  return {
    room,
    release: (options) => {
      if (isHeld) life.release(options);
      isHeld = false;
    },
  };
}
