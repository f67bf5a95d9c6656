/**
 * Walks over a Yjs update (V1) struct by struct, in its own bytes: no string is decoded, no object made per struct.
 *
 *     update   = varUint sections, sections × section, deleted
 *     section  = varUint structs, varUint client, varUint clock, structs × struct     (clocks run on within a section)
 *     struct   = 0 varUint length                                                      GC
 *              | 10 varUint length                                                     Skip: a hole
 *              | info [origin] [right origin] [parent [key]] content                   Item
 *     info     = content kind | 0x80 has origin | 0x40 has right origin | 0x20 is a map entry
 *     parent   = 1 varString root | 0 id          only where there is neither origin nor right origin; then the key too
 *     deleted  = varUint clients, clients × (varUint client, varUint ranges, ranges × (varUint clock, varUint length))
 *     id       = varUint client, varUint clock
 *
 * Sources: yjs 13.6 src/utils/encoding.js, src/structs/Item.js (`write`), src/utils/DeleteSet.js. Rules [A1]–[A5].
 */
import { ProtocolError, limits, malformed } from '@scriptorium/protocol';
import { ByteCursor } from './byte-cursor.ts';
import { CONTENT, skipContent } from './content-scanner.ts';
import { DistinctClients } from './distinct-clients.ts';

export const INFO = { content: 0x1f, mapEntry: 0x20, rightOrigin: 0x40, origin: 0x80 } as const;

const NESTING_MAX = 64;

/** `count` structs of one client, the first at byte `start` and with the clock `clock`. */
export interface StructRun {
  readonly client: number;
  readonly clock: number;
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly start: number;
}

/** Call `nextSection` and, within each, `nextStruct`, to the end; then `nextDeletedClient` and `nextDeletedRange`; then `end`. */
export class UpdateScanner {
  /** Of the section, the struct, or the deleted range that the last call stopped at. */
  client = -1;
  clock = 0;
  length = 0;
  /** The struct's bytes. */
  start = 0;
  stop = 0;
  info = 0;
  /** Names of other structs; client -1 where there is none. */
  originClient = -1;
  originClock = 0;
  rightClient = -1;
  rightClock = 0;
  parentClient = -1;
  parentClock = 0;
  readonly #cursor: ByteCursor;
  readonly #nestingMax: number;
  readonly #sections = new DistinctClients();
  #deletions: DistinctClients | null = null;
  #sectionsLeft = -1;
  #structsLeft = 0;
  #deletedClientsLeft = -1;
  #deletedRangesLeft = 0;

  constructor(update: Uint8Array, nestingMax: number = NESTING_MAX) {
    this.#cursor = new ByteCursor(update);
    this.#nestingMax = nestingMax;
  }

  /** Begins inside an update: only `nextStruct` may be called. */
  static within(run: StructRun): UpdateScanner {
    const scanner = new UpdateScanner(run.bytes);
    scanner.#cursor.position = run.start;
    scanner.#structsLeft = run.count;
    scanner.client = run.client;
    scanner.clock = run.clock;
    return scanner;
  }

  /** False once a section came after one with a lower client. */
  get isDescending(): boolean {
    return this.#sections.areDescending;
  }

  /** Structs of the section that `nextStruct` has not come to. */
  get structsLeft(): number {
    return this.#structsLeft;
  }

  nextSection(): boolean {
    if (this.#sectionsLeft < 0) {
      this.#sectionsLeft = this.#cursor.varUint();
      this.stop = this.#cursor.position;
    }
    if (this.#sectionsLeft === 0) return false;
    this.#sectionsLeft--;
    this.#structsLeft = this.#cursor.varUint();
    this.client = this.#cursor.varUint();
    // Yjs keeps only the last of two sections of one client. [A2]
    if (!this.#sections.meet(this.client)) throw twice('sections', this.client);
    this.clock = this.#cursor.varUint();
    this.length = 0;
    this.stop = this.#cursor.position;
    return true;
  }

  nextStruct(): boolean {
    if (this.#structsLeft === 0) return false;
    this.#structsLeft--;
    const cursor = this.#cursor;
    this.clock += this.length;
    this.start = cursor.position;
    this.originClient = this.rightClient = this.parentClient = -1;
    this.info = cursor.byte();
    if (this.info === CONTENT.gc || this.info === CONTENT.skip) this.length = cursor.varUint();
    else this.#readItem();
    this.stop = cursor.position;
    this.#checkRange('A struct');
    return true;
  }

  nextDeletedClient(): boolean {
    if (this.#deletedClientsLeft < 0) this.#deletedClientsLeft = this.#cursor.varUint();
    if (this.#deletedClientsLeft === 0) return false;
    this.#deletedClientsLeft--;
    this.client = this.#cursor.varUint();
    this.#deletions ??= new DistinctClients();
    if (!this.#deletions.meet(this.client)) throw twice('delete sets', this.client);
    this.#deletedRangesLeft = this.#cursor.varUint();
    return true;
  }

  nextDeletedRange(): boolean {
    if (this.#deletedRangesLeft === 0) return false;
    this.#deletedRangesLeft--;
    this.clock = this.#cursor.varUint();
    this.length = this.#cursor.varUint();
    this.#checkRange('A deletion');
    return true;
  }

  /** Trailing bytes are a fault. [A2] */
  end(): void {
    const rest = this.#cursor.bytes.byteLength - this.#cursor.position;
    if (rest > 0) throw malformed(`${rest} bytes follow the update`);
  }

  #readItem(): void {
    const cursor = this.#cursor;
    const { info } = this;
    if ((info & INFO.content) === CONTENT.gc || (info & INFO.content) === CONTENT.skip) {
      throw malformed(`the struct ${info} is unknown`);
    }
    if ((info & INFO.origin) !== 0) {
      this.originClient = cursor.varUint();
      this.originClock = this.#name(this.originClient);
    }
    if ((info & INFO.rightOrigin) !== 0) {
      this.rightClient = cursor.varUint();
      this.rightClock = this.#name(this.rightClient);
    }
    if ((info & (INFO.origin | INFO.rightOrigin)) === 0) this.#readParent();
    this.length = skipContent(cursor, info & INFO.content, this.#nestingMax);
  }

  #readParent(): void {
    const cursor = this.#cursor;
    const isRoot = cursor.varUint();
    if (isRoot > 1) throw malformed('the kind of parent is unknown');
    if (isRoot === 1) {
      cursor.skipString();
    } else {
      this.parentClient = cursor.varUint();
      this.parentClock = this.#name(this.parentClient);
    }
    if ((this.info & INFO.mapEntry) !== 0) cursor.skipString();
  }

  /** Reads the clock of a name. Every Y.Doc throws on a struct that names what comes after it. [A3] */
  #name(client: number): number {
    const clock = this.#cursor.varUint();
    if (client === this.client && clock >= this.clock) {
      throw new ProtocolError('malformed', `The struct ${client}:${this.clock} names ${client}:${clock}, which is not before it.`);
    }
    return clock;
  }

  #checkRange(what: string): void {
    if (this.length === 0) throw new ProtocolError('malformed', `${what} at ${this.client}:${this.clock} has no length.`);
    if (this.clock + this.length > limits.clockMax) {
      throw new ProtocolError('malformed', `${what} at ${this.client}:${this.clock} ends above clock 2^32 - 1.`);
    }
  }
}

function twice(what: string, client: number): ProtocolError {
  return new ProtocolError('malformed', `The update has two ${what} of the client ${client}.`);
}
