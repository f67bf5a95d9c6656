/** Which clocks of which clients are deleted: what a state vector does not see. [A8] */
import { limits, malformed } from '@scriptorium/protocol';
import * as encoding from 'lib0/encoding';
import { ByteCursor } from './byte-cursor.ts';
import { ClockRanges } from './clock-ranges.ts';

/** Smaller delete sets are looked through in no time, and larger ones are not worth their memory. */
const heldBytesMin = 1024;
export const heldBytesMax: number = 64 * 1024;

/** Sorted and merged for each client. All lengths in clocks. */
export class DeletedRanges {
  readonly #clients = new Map<number, ClockRanges>();
  #rangeCount = 0;
  /** As it is now; null until somebody asks. */
  #encoded: Uint8Array | null = null;
  /** A delete set that was looked through and found to be in. Ranges never go, so it stays in. */
  #held: Uint8Array | null = null;

  /**
   * Reads the format of `encode`. It is the delete set at the end of every Yjs update, so what is kept beside the snapshot can be
   * put behind any structs as it is. Throws `ProtocolError`.
   */
  static decode(bytes: Uint8Array): DeletedRanges {
    const cursor = new ByteCursor(bytes);
    const deleted = new DeletedRanges();
    for (let clients = cursor.varUint(); clients > 0; clients--) {
      const client = cursor.varUint();
      for (let ranges = cursor.varUint(); ranges > 0; ranges--) {
        const clock = cursor.varUint();
        const length = cursor.varUint();
        if (length === 0 || clock + length > limits.clockMax) throw malformed('a deleted range is empty or too long');
        deleted.add(client, clock, length);
      }
    }
    if (cursor.position < bytes.byteLength) throw malformed('bytes follow the deleted ranges');
    return deleted;
  }

  /** Ranges in all, over every client. */
  get rangeCount(): number {
    return this.#rangeCount;
  }

  has(clientId: number, clock: number): boolean {
    return this.#clients.get(clientId)?.has(clock) ?? false;
  }

  covers(clientId: number, clock: number, length: number): boolean {
    return this.#clients.get(clientId)?.covers(clock, clock + length) ?? false;
  }

  /** The parts that are not in yet, as pairs of clock and length. */
  missingFrom(clientId: number, clock: number, length: number): [clock: number, length: number][] {
    const known = this.#clients.get(clientId);
    if (known === undefined) return [[clock, length]];
    const missing = known.missing(clock, clock + length);
    return Array.from({ length: missing.size }, (_, at) => [missing.start(at), missing.end(at) - missing.start(at)]);
  }

  add(clientId: number, clock: number, length: number): void {
    this.#encoded = null;
    const ranges = this.#of(clientId);
    this.#rangeCount -= ranges.size;
    ranges.add(clock, clock + length);
    this.#rangeCount += ranges.size;
  }

  addAll(other: DeletedRanges): void {
    if (other.#rangeCount > 0) this.#encoded = null;
    for (const [client, added] of other.#clients) {
      const ranges = this.#of(client);
      this.#rangeCount -= ranges.size;
      ranges.addAll(added);
      this.#rangeCount += ranges.size;
    }
  }

  /** What is here and not in `other`. */
  minus(other: DeletedRanges): DeletedRanges {
    const rest = new DeletedRanges();
    for (const [client, ranges] of this.#clients) {
      const known = other.#clients.get(client);
      if (known === undefined) rest.#of(client).addAll(ranges);
      else rest.#put(client, ranges.minus(known));
    }
    rest.#rangeCount = [...rest.#clients.values()].reduce((sum, ranges) => sum + ranges.size, 0);
    return rest;
  }

  forEach(visit: (clientId: number, clock: number, length: number) => void): void {
    for (const [client, ranges] of this.#clients) {
      for (let at = 0; at < ranges.size; at++) visit(client, ranges.start(at), ranges.end(at) - ranges.start(at));
    }
  }

  /**
   * Whether this encoded delete set is one that is known to be in, byte for byte: tabs that come back all bring the same one.
   * False says nothing; then look through it, and tell `remember` where all of it was in.
   */
  holds(encoded: Uint8Array): boolean {
    return encoded.byteLength >= heldBytesMin && (isSame(encoded, this.#encoded) || isSame(encoded, this.#held));
  }

  /** Every range of it is in. The bytes are copied, in place of those before. */
  remember(encoded: Uint8Array): void {
    if (encoded.byteLength >= heldBytesMin && encoded.byteLength <= heldBytesMax) this.#held = new Uint8Array(encoded);
  }

  /** Clients in descending order, as Yjs writes them. The same bytes until something is added. */
  encode(): Uint8Array {
    this.#encoded ??= this.#encode();
    return this.#encoded;
  }

  #encode(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, this.#clients.size);
    for (const [client, ranges] of [...this.#clients].toSorted((a, b) => b[0] - a[0])) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ranges.size);
      for (let at = 0; at < ranges.size; at++) {
        encoding.writeVarUint(encoder, ranges.start(at));
        encoding.writeVarUint(encoder, ranges.end(at) - ranges.start(at));
      }
    }
    return encoding.toUint8Array(encoder);
  }

  #of(client: number): ClockRanges {
    let ranges = this.#clients.get(client);
    if (ranges === undefined) {
      ranges = new ClockRanges();
      this.#clients.set(client, ranges);
    }
    return ranges;
  }

  #put(client: number, ranges: ClockRanges): void {
    if (ranges.size > 0) this.#clients.set(client, ranges);
  }
}

function isSame(one: Uint8Array, other: Uint8Array | null): boolean {
  return other !== null && one.byteLength === other.byteLength && Buffer.compare(one, other) === 0;
}
