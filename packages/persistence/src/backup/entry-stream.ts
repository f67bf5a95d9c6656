/** The records of a backup as a stream of pieces, for a socket: encoded at one end, decoded at the other. [S62] */
import { PersistenceError } from '../persistence-error.ts';
import type { Entry } from '../leveldb/database.ts';
import { ByteReader } from './byte-reader.ts';
import { crcBytes, decodeEntryHead, encodeEntry, entryCrc, entryHeadBytes, entryMark } from './entry-codec.ts';

/** Pieces of at most some 256 KiB; values are not copied. */
export function* encodeEntries(entries: readonly Entry[]): Generator<Uint8Array> {
  for (const entry of entries) yield* encodeEntry(entry);
}

/** Takes the pieces in any cut. */
export class EntryStreamDecoder {
  readonly #reader: ByteReader;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#reader = new ByteReader(source);
  }

  /** Null where the stream ends between two records. Throws `unwritable` where it is cut or malformed. */
  async next(): Promise<Entry | null> {
    if (await this.#reader.isAtEnd()) return null;
    const mark = await this.#take(1);
    const headBytes = await this.#take(entryHeadBytes);
    const head = decodeEntryHead(headBytes);
    if (mark[0] !== entryMark || head === null) throw malformed();
    const body = await this.#take(head.keyBytes + head.valueBytes);
    const crc = await this.#take(crcBytes);
    if (crc.readUInt32BE(0) !== entryCrc(headBytes, body)) throw malformed();
    return { key: body.subarray(0, head.keyBytes), value: body.subarray(head.keyBytes) };
  }

  async #take(bytes: number): Promise<Buffer> {
    const taken = await this.#reader.take(bytes);
    if (taken === null) throw malformed();
    return taken;
  }
}

function malformed(): PersistenceError {
  return new PersistenceError('unwritable', 'The stream of records from the server is cut or malformed; try again.');
}
