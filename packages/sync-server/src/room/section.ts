/** Sections: the structs of one client that lie side by side in an update, and how to cut them at a clock. [A7] */
import * as encoding from 'lib0/encoding';
import { ByteCursor } from './byte-cursor.ts';
import { CONTENT, skipAny } from './content-scanner.ts';
import { INFO, UpdateScanner, type StructRun } from './update-scanner.ts';
import { seekUtf16 } from './utf8.ts';

/** Bytes from `start` to `stop` (exclusive) hold `count` structs with the clocks from `clock` to `end` (exclusive). */
export interface Section extends StructRun {
  readonly end: number;
  readonly stop: number;
}

/** What an admitted update is made of. */
export interface UpdateParts {
  readonly sections: readonly Section[];
  /** Its delete set, encoded. */
  readonly deleted: Uint8Array;
}

/** Takes apart an update that was admitted: no holes, no client twice. */
export function partsOf(update: Uint8Array): UpdateParts {
  const scanner = new UpdateScanner(update);
  const sections: Section[] = [];
  while (scanner.nextSection()) {
    const { client, clock, structsLeft: count, stop: start } = scanner;
    while (scanner.nextStruct());
    sections.push({ client, clock, end: scanner.clock + scanner.length, count, bytes: update, start, stop: scanner.stop });
  }
  return { sections, deleted: update.subarray(scanner.stop) };
}

/** The part of a section from `clock` on: none, all, or the rest of the struct that holds it and what follows. */
export function sectionFrom(section: Section, clock: number): readonly Section[] {
  if (clock >= section.end) return [];
  if (clock <= section.clock) return [section];
  const scanner = UpdateScanner.within(section);
  let left = section.count + 1;
  do {
    if (!scanner.nextStruct()) throw new Error('A section holds fewer clocks than it says.');
    left--;
  } while (scanner.clock + scanner.length <= clock);
  if (scanner.clock === clock) return [{ ...section, clock, count: left, start: scanner.start }];
  const end = scanner.clock + scanner.length;
  const bytes = cutStruct(section, scanner.start, scanner.clock, clock - scanner.clock);
  const cut: Section = { client: section.client, clock, end, count: 1, bytes, start: 0, stop: bytes.byteLength };
  return left === 1 ? [cut] : [cut, { ...section, clock: end, count: left - 1, start: scanner.stop }];
}

/**
 * One struct without its first `offset` clocks. As in Yjs, the rest of an item has the clock before it as its origin, and
 * half of a surrogate pair becomes U+FFFD. Source: yjs 13.6 src/utils/updates.js `sliceStruct`, ContentString.js `splice`.
 */
function cutStruct(section: Section, start: number, clock: number, offset: number): Uint8Array {
  const cursor = new ByteCursor(section.bytes, start);
  const info = cursor.byte();
  const encoder = encoding.createEncoder();
  if (info === CONTENT.gc) {
    encoding.writeUint8(encoder, CONTENT.gc);
    encoding.writeVarUint(encoder, cursor.varUint() - offset);
    return encoding.toUint8Array(encoder);
  }
  encoding.writeUint8(encoder, info | INFO.origin);
  encoding.writeVarUint(encoder, section.client);
  encoding.writeVarUint(encoder, clock + offset - 1);
  if ((info & INFO.origin) !== 0) skipId(cursor);
  const right = cursor.position;
  if ((info & INFO.rightOrigin) !== 0) skipId(cursor);
  encoding.writeUint8Array(encoder, section.bytes.subarray(right, cursor.position));
  if ((info & (INFO.origin | INFO.rightOrigin)) === 0) {
    if (cursor.varUint() === 1) cursor.skipString();
    else skipId(cursor);
    if ((info & INFO.mapEntry) !== 0) cursor.skipString();
  }
  cutContent(encoder, cursor, info & INFO.content, offset);
  return encoding.toUint8Array(encoder);
}

function cutContent(encoder: encoding.Encoder, cursor: ByteCursor, content: number, offset: number): void {
  switch (content) {
    case CONTENT.deleted:
      encoding.writeVarUint(encoder, cursor.varUint() - offset);
      return;
    case CONTENT.string:
      return cutString(encoder, cursor, offset);
    case CONTENT.json:
      return cutList(encoder, cursor, offset, () => cursor.skipString());
    case CONTENT.any:
      return cutList(encoder, cursor, offset, () => skipAny(cursor, 0, Number.POSITIVE_INFINITY));
    default:
      throw new Error(`Content of the kind ${content} has the length 1 and can't be cut.`);
  }
}

const HALF_A_PAIR = Uint8Array.of(0xef, 0xbf, 0xbd);

function cutString(encoder: encoding.Encoder, cursor: ByteCursor, offset: number): void {
  const length = cursor.varUint();
  const stop = cursor.position + length;
  const { at, insidePair } = seekUtf16(cursor.bytes, cursor.position, offset);
  const half = insidePair ? HALF_A_PAIR : HALF_A_PAIR.subarray(3);
  encoding.writeVarUint(encoder, half.byteLength + stop - at);
  encoding.writeUint8Array(encoder, half);
  encoding.writeUint8Array(encoder, cursor.bytes.subarray(at, stop));
}

function cutList(encoder: encoding.Encoder, cursor: ByteCursor, offset: number, skipOne: () => void): void {
  const count = cursor.varUint();
  for (let dropped = 0; dropped < offset; dropped++) skipOne();
  const from = cursor.position;
  for (let kept = offset; kept < count; kept++) skipOne();
  encoding.writeVarUint(encoder, count - offset);
  encoding.writeUint8Array(encoder, cursor.bytes.subarray(from, cursor.position));
}

function skipId(cursor: ByteCursor): void {
  cursor.varUint();
  cursor.varUint();
}
