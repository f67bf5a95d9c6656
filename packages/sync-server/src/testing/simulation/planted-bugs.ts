/** Bugs that others have had, each put around or in the place of one part. A simulation that does not find them proves nothing. */
import type { ClientMessage } from '@scriptorium/protocol';
import type { Database, Disk, DocumentStore } from '@scriptorium/persistence';
import type { Peer } from '../../room/peer.ts';
import type { RoomContext } from '../../room/room-context.ts';
import { RoomRegistry } from '../../room/room-registry.ts';
import type { Room } from '../../room/room.ts';
import { HastyRegistry } from './hasty-registry.ts';
import type { Plant, Registry } from './simulated-server.ts';
import { UpdateContent } from './update-content.ts';

const emptyUpdate = Uint8Array.of(0, 0);

export const plantedBugs: Readonly<Record<string, Plant>> = {
  'ack before fsync': { createRegistry: (context) => registryOf(context, ackEarly) },
  'broadcast before fsync': { createRegistry: (context) => registryOf(context, broadcastEarly) },
  'batches without fsync': { disk: withoutSync },
  'a room closed while updates are not acked': { createRegistry: (context) => new HastyRegistry(context, { settles: false }) },
  'a room closed while a join is served': { createRegistry: (context) => new HastyRegistry(context, { settles: true }) },
  'a tail forgotten at compaction': { store: forgettingTail },
  'a known-check that ignores deletions': { createRegistry: (context) => registryOf(context, ignoreDeletions) },
};

/** What stands between a session and its room. `peers` are those in the room, by id. */
type Between = (room: Room, peers: ReadonlyMap<number, Peer>) => Pick<Room, 'receive'> & {
  /** What the room is handed in place of a peer. */
  readonly faceOf?: (peer: Peer) => Peer;
};

/** The product's registry, whose rooms are reached through something. */
function registryOf(context: RoomContext, between: Between): Registry {
  const registry = new RoomRegistry(context);
  const wrapped = new WeakMap<Room, Room>();
  const wrap = (room: Room): Room => {
    const known = wrapped.get(room);
    if (known !== undefined) return known;
    const peers = new Map<number, Peer>();
    const { receive, faceOf = (peer: Peer): Peer => peer } = between(room, peers);
    const face: Pick<Room, 'join' | 'leave' | 'receive' | 'drained' | 'rename'> = {
      join: (peer) => {
        peers.set(peer.id, peer);
        room.join(faceOf(peer));
      },
      leave: (peer) => {
        peers.delete(peer.id);
        room.leave(peer);
      },
      receive,
      drained: (peer) => room.drained(peer),
      rename: (title) => room.rename(title),
    };
    wrapped.set(room, face as Room);
    return face as Room;
  };
  return {
    get size() {
      return registry.size;
    },
    lease: async (documentId) => {
      const lease = await registry.lease(documentId);
      return { room: wrap(lease.room), release: () => lease.release() };
    },
    settle: () => registry.settle(),
    close: () => registry.close(),
  };
}

/** Acks what has arrived. The room's own acks are held back: they would say nothing new. */
function ackEarly(room: Room): ReturnType<Between> {
  const frames = new Map<number, number>();
  const mute = (peer: Peer): Peer['send'] => (message) => {
    if (message.type !== 'ack') peer.send(message);
  };
  return {
    faceOf: (peer) => new Proxy(peer, { get: (target, name) => (name === 'send' ? mute(target) : methodOf(target, name)) }),
    receive: (peer, message) => {
      room.receive(peer, message);
      if (!isUpdate(message)) return;
      const count = (frames.get(peer.id) ?? 0) + 1;
      frames.set(peer.id, count);
      if (peer.isScriptorium) peer.send({ type: 'ack', count });
    },
  };
}

/** Shows an update to the others as soon as it has come. */
function broadcastEarly(room: Room, peers: ReadonlyMap<number, Peer>): ReturnType<Between> {
  return {
    receive: (peer, message) => {
      room.receive(peer, message);
      if (message.type !== 'update') return;
      for (const other of peers.values()) {
        if (other !== peer) other.send({ type: 'update', update: message.update });
      }
    },
  };
}

/** What brings no struct that is new counts as known. */
function ignoreDeletions(room: Room): ReturnType<Between> {
  const content = new UpdateContent();
  return {
    receive: (peer, message) => {
      if (!isUpdate(message)) return room.receive(peer, message);
      const isKnown = content.hasStructsOf(message.update);
      content.add(new Uint8Array(message.update));
      room.receive(peer, isKnown ? { ...message, update: emptyUpdate } : message);
    },
  };
}

function isUpdate(message: ClientMessage): message is Extract<ClientMessage, { update: Uint8Array }> {
  return message.type === 'update' || message.type === 'sync-step-2';
}

function withoutSync(disk: Disk): Disk {
  const openDatabase = async (options: { create: boolean }): Promise<Database> => {
    const database = await disk.openDatabase(options);
    const batch: Database['batch'] = (operations) => database.batch(operations, { sync: false });
    return new Proxy(database, { get: (target, name) => (name === 'batch' ? batch : methodOf(target, name)) });
  };
  return new Proxy(disk, { get: (target, name) => (name === 'openDatabase' ? openDatabase : methodOf(target, name)) });
}

/** Truncates up to what is there when the snapshot is written, and not up to what the snapshot holds. */
function forgettingTail(store: DocumentStore): DocumentStore {
  const lastSequences = new Map<string, number>();
  const load: DocumentStore['load'] = async (documentId) => {
    const document = await store.load(documentId);
    if (document !== null) lastSequences.set(documentId, Math.max(document.lastSequence, lastSequences.get(documentId) ?? 0));
    return document;
  };
  const append: DocumentStore['append'] = async (documentId, update, meta) => {
    const sequence = await store.append(documentId, update, meta);
    lastSequences.set(documentId, sequence);
    return sequence;
  };
  const compact: DocumentStore['compact'] = (documentId, compaction) => {
    const throughSequence = lastSequences.get(documentId) ?? compaction.throughSequence;
    return store.compact(documentId, { ...compaction, throughSequence });
  };
  const replaced: Partial<Record<string | symbol, unknown>> = { load, append, compact };
  return new Proxy(store, { get: (target, name) => replaced[name] ?? methodOf(target, name) });
}

/** Private fields are the target's own: its methods are called on it. */
function methodOf(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target);
  return typeof value === 'function' ? value.bind(target) : value;
}
