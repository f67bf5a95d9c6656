/**
 * Skips the content of one Yjs item (V1) and tells its length in clocks. [A5]
 * Sources: yjs 13.6 src/structs/Content*.js (`readContent…`, `getLength`), lib0 src/decoding.js (`readAny`).
 */
import { ProtocolError, malformed } from '@scriptorium/protocol';
import type { ByteCursor } from './byte-cursor.ts';
import { skipJson } from './json-scanner.ts';

/** The low five bits of a struct's info byte. */
export const CONTENT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
  skip: 10,
} as const;

const TYPE = { xmlElement: 3, xmlHook: 5, highest: 6 } as const;

const ANY = {
  bytes: 116,
  array: 117,
  object: 118,
  string: 119,
  true: 120,
  false: 121,
  bigint: 122,
  float64: 123,
  float32: 124,
  integer: 125,
  null: 126,
  undefined: 127,
} as const;

export function skipContent(cursor: ByteCursor, content: number, nestingMax: number): number {
  switch (content) {
    case CONTENT.deleted:
      return cursor.varUint();
    case CONTENT.json:
      return skipEach(cursor, () => skipJson(cursor, nestingMax, true));
    case CONTENT.binary:
      cursor.skip(cursor.varUint());
      return 1;
    case CONTENT.string:
      return cursor.skipString();
    case CONTENT.embed:
      skipJson(cursor, nestingMax);
      return 1;
    case CONTENT.format:
      cursor.skipString();
      skipJson(cursor, nestingMax);
      return 1;
    case CONTENT.type:
      return skipType(cursor);
    case CONTENT.any:
      return skipEach(cursor, () => skipAny(cursor, 0, nestingMax));
    case CONTENT.document:
      throw new ProtocolError('malformed', 'The update holds a subdocument; documents inside documents are not kept.');
    default:
      throw malformed(`the kind of content ${content} is unknown`);
  }
}

/** One value of lib0's `writeAny`; `depth` is how many arrays and objects it is inside of. */
export function skipAny(cursor: ByteCursor, depth: number, nestingMax: number): void {
  if (depth > nestingMax) throw malformed(`a value in the update is nested deeper than ${nestingMax}`);
  const kind = cursor.byte();
  switch (kind) {
    case ANY.undefined:
    case ANY.null:
    case ANY.true:
    case ANY.false:
      return;
    case ANY.integer:
      return cursor.skipVarInt();
    case ANY.float32:
      return cursor.skip(4);
    case ANY.float64:
    case ANY.bigint:
      return cursor.skip(8);
    case ANY.string:
      cursor.skipString();
      return;
    case ANY.bytes:
      return cursor.skip(cursor.varUint());
    case ANY.array:
      for (let left = cursor.varUint(); left > 0; left--) skipAny(cursor, depth + 1, nestingMax);
      return;
    case ANY.object:
      for (let left = cursor.varUint(); left > 0; left--) {
        cursor.skipString();
        skipAny(cursor, depth + 1, nestingMax);
      }
      return;
    default:
      throw malformed(`the kind of value ${kind} is unknown`);
  }
}

function skipEach(cursor: ByteCursor, skipOne: () => void): number {
  const count = cursor.varUint();
  for (let left = count; left > 0; left--) skipOne();
  return count;
}

function skipType(cursor: ByteCursor): number {
  const type = cursor.varUint();
  if (type > TYPE.highest) throw malformed(`the shared type ${type} is unknown`);
  if (type === TYPE.xmlElement || type === TYPE.xmlHook) cursor.skipString();
  return 1;
}
