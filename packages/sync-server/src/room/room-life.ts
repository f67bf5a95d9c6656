/** The life of a room, as one state machine: loading → open ⇄ draining → closed. */
import { CloseCode } from '@scriptorium/protocol';
import { PersistenceError } from '@scriptorium/persistence';
import type { Cancel } from './clock.ts';
import type { RoomContext } from './room-context.ts';
import { Room } from './room.ts';

/**
 * - loading: one read serves all who come meanwhile.
 * - open: somebody holds the room, or it has not been idle for long.
 * - draining: nobody holds it, and what it has is being finished; whoever comes now opens it again.
 * - closed: forgotten; whoever comes now loads it anew.
 */
type Phase =
  | { readonly name: 'loading'; readonly loaded: Promise<Room | null> }
  | { readonly name: 'open'; readonly room: Room; readonly cancelIdle: Cancel | null }
  | { readonly name: 'draining'; readonly room: Room }
  | { readonly name: 'closed'; readonly forgotten: Promise<void> };

export interface RoomLifeOptions {
  readonly documentId: string;
  readonly context: RoomContext;
  /** Called in the turn in which the room is closed; where it broke, once nothing of it is on its way to the disk. */
  readonly onClosed: () => void;
  /** Nobody holds it any more, … */
  readonly onIdle: () => void;
  /** … and somebody does again. */
  readonly onHeld: () => void;
}

export class RoomLife {
  readonly #options: RoomLifeOptions;
  #phase: Phase;
  #holders = 0;

  constructor(options: RoomLifeOptions) {
    this.#options = options;
    const loaded = this.#load();
    this.#phase = { name: 'loading', loaded };
  }

  /** The room, where it is there to be used. */
  get room(): Room | null {
    return this.#phase.name === 'open' || this.#phase.name === 'draining' ? this.#phase.room : null;
  }

  /** Of its document, as far as it is loaded. */
  get sizeBytes(): number {
    return this.room?.sizeBytes ?? 0;
  }

  /** Closes it now instead of after a while, where nobody holds it. */
  unload(): void {
    if (this.#phase.name !== 'open' || this.#holders > 0) return;
    this.#phase.cancelIdle?.();
    this.#idle(0);
  }

  /**
   * Holds the room until `release`; null where it was closed before it could be had. Rejects with `PersistenceError` when it can't
   * be loaded. In both cases nothing is held.
   */
  async acquire(): Promise<Room | null> {
    this.#holders++;
    this.#options.onHeld();
    // Everyone may be sent away while it is loaded: then that came first.
    if (this.#phase.name === 'loading') await this.#phase.loaded;
    const phase = this.#phase;
    switch (phase.name) {
      case 'open':
        phase.cancelIdle?.();
        this.#phase = { name: 'open', room: phase.room, cancelIdle: null };
        return phase.room;
      case 'draining':
        this.#phase = { name: 'open', room: phase.room, cancelIdle: null };
        return phase.room;
      case 'closed':
        await phase.forgotten;
        return null;
      case 'loading':
        return null;
    }
  }

  release({ isBrief = false }: { readonly isBrief?: boolean } = {}): void {
    this.#holders--;
    if (this.#holders > 0) return;
    this.#idle(isBrief ? 0 : this.#options.context.timings.idleMs);
    if (this.#phase.name === 'open') this.#options.onIdle();
  }

  /** Finishes what there is, whether or not somebody holds the room. */
  async settle(): Promise<void> {
    if (this.#phase.name === 'loading') await this.#phase.loaded.catch(() => null);
    await this.room?.settle();
  }

  /** Sends everyone away and closes at once, without waiting for the disk. */
  async evict(code: CloseCode, reason: string): Promise<void> {
    if (this.#phase.name !== 'loading') return await this.#close(code, reason);
    const { loaded } = this.#phase;
    this.#forget();
    await loaded.catch(() => null);
  }

  /** Null where everyone was sent away meanwhile. */
  async #load(): Promise<Room | null> {
    const { documentId, context } = this.#options;
    try {
      const { stored, isDamaged } = await this.#read();
      if (this.#phase.name === 'closed') return null;
      const onBroken = (error: unknown): void => this.#break(error);
      const room = new Room({ documentId, stored, isDamaged, context, onBroken });
      this.#phase = { name: 'open', room, cancelIdle: null };
      if (this.#holders === 0) this.#idle(context.timings.idleMs);
      return room;
    } catch (error) {
      if (this.#phase.name === 'closed') return null;
      this.#forget();
      throw error;
    }
  }

  /** A damaged document opens with what is intact, for reading. */
  async #read(): Promise<{ stored: Awaited<ReturnType<RoomContext['store']['load']>>; isDamaged: boolean }> {
    const { documentId, context } = this.#options;
    try {
      return { stored: await context.store.load(documentId), isDamaged: false };
    } catch (error) {
      if (!(error instanceof PersistenceError) || error.code !== 'document-damaged') throw error;
      const salvaged = await context.store.salvage(documentId);
      const damages = salvaged?.damages ?? [error.message];
      context.log.error({ documentId, damages }, 'The document is damaged: it opens read-only, with what is intact.');
      return { stored: salvaged, isDamaged: true };
    }
  }

  #idle(delayMs: number): void {
    if (this.#phase.name !== 'open') return;
    const { room } = this.#phase;
    const cancelIdle = this.#options.context.clock.after(delayMs, () => {
      // Nobody is there to catch it: the room is closed, and whoever comes next loads the document anew.
      this.#drain(room).catch((error: unknown) => this.#break(error));
    });
    this.#phase = { name: 'open', room, cancelIdle };
  }

  async #drain(room: Room): Promise<void> {
    const draining: Phase = { name: 'draining', room };
    this.#phase = draining;
    await room.settle();
    // Whoever came meanwhile has opened it again, and their going drains it anew.
    if (this.#phase === draining) await this.#close(CloseCode.normal, 'The document is idle.');
  }

  #break(error: unknown): void {
    if (this.#phase.name === 'closed') return;
    const { documentId, context } = this.#options;
    const isDeleted = error instanceof PersistenceError && error.code === 'document-deleted';
    if (!isDeleted) {
      context.metrics.failure('room');
      context.log.error({ documentId, err: error }, 'The room can not go on; its sessions are sent away.');
    }
    const [code, reason] = isDeleted
      ? ([CloseCode.notFound, 'This document was deleted.'] as const)
      : ([CloseCode.internalError, 'The document can not be served now; your page reconnects by itself.'] as const);
    // Whoever comes next must find what is on its way to the disk. Never rejects: closing only ends timers and waits for the worker.
    void this.#close(code, reason, this.room?.written());
  }

  /** Forgotten at once, where there is nothing to wait for. */
  #forget(before?: Promise<void>): void {
    const forgotten = before?.then(() => this.#options.onClosed()) ?? Promise.resolve();
    this.#phase = { name: 'closed', forgotten };
    if (before === undefined) this.#options.onClosed();
  }

  async #close(code: CloseCode, reason: string, before?: Promise<void>): Promise<void> {
    const { room } = this;
    if (this.#phase.name === 'closed') return;
    if (this.#phase.name === 'open') this.#phase.cancelIdle?.();
    this.#forget(before);
    room?.evict(code, reason);
    await room?.close();
  }
}
