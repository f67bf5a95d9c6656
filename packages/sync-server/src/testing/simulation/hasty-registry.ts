/** Rooms as one would first write them: counted, and closed some time after the last has left, whatever happens meanwhile. */
import type { RoomContext } from '../../room/room-context.ts';
import type { RoomLease } from '../../room/room-registry.ts';
import { Room } from '../../room/room.ts';
import type { Registry } from './simulated-server.ts';

export interface HastyRegistryOptions {
  /** Whether it waits for what is not yet on disk; then it does not look again who has come. */
  readonly settles: boolean;
}

interface Held {
  readonly room: Promise<Room>;
  opened: Room | null;
  holders: number;
}

export class HastyRegistry implements Registry {
  readonly #context: RoomContext;
  readonly #settles: boolean;
  readonly #rooms = new Map<string, Held>();

  constructor(context: RoomContext, { settles }: HastyRegistryOptions) {
    this.#context = context;
    this.#settles = settles;
    context.store.onStatus(({ state }) => {
      for (const { opened } of this.#rooms.values()) opened?.setSaving(state === 'ok');
    });
  }

  get size(): number {
    return this.#rooms.size;
  }

  async lease(documentId: string): Promise<RoomLease> {
    const held = this.#rooms.get(documentId) ?? { room: this.#load(documentId), opened: null, holders: 0 };
    this.#rooms.set(documentId, held);
    held.holders++;
    const room = await held.room;
    held.opened = room;
    let isHeld = true;
    return {
      room,
      release: () => {
        if (isHeld) this.#release(documentId, held);
        isHeld = false;
      },
    };
  }

  async settle(): Promise<void> {
    for (const { room } of this.#rooms.values()) await (await room).settle();
  }

  async close(): Promise<void> {
    for (const { room } of this.#rooms.values()) await (await room).close();
  }

  #release(documentId: string, held: Held): void {
    held.holders--;
    if (held.holders > 0) return;
    const { clock, timings } = this.#context;
    clock.after(timings.idleMs, () => {
      // Never rejects in what the simulation does with it.
      if (held.holders === 0 && this.#rooms.get(documentId) === held) void this.#unload(documentId, held);
    });
  }

  async #unload(documentId: string, held: Held): Promise<void> {
    const room = await held.room;
    if (this.#settles) await room.settle();
    this.#rooms.delete(documentId);
    await room.close();
  }

  async #load(documentId: string): Promise<Room> {
    try {
      const stored = await this.#context.store.load(documentId);
      return new Room({ documentId, stored, isDamaged: false, context: this.#context, onBroken: () => {} });
    } catch (error) {
      this.#rooms.delete(documentId);
      throw error;
    }
  }
}
