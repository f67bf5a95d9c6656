/**
 * The body of an awareness message: `varUint n, n × (varUint clientId, varUint clock, varString json)`; `null` = gone.
 * Source: y-protocols/awareness.js.
 */
import * as encoding from 'lib0/encoding';
import { isObjectAsWritten } from './json-as-written.ts';
import { limits } from './limits.ts';
import type { AwarenessEntry } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';
import { Reader, decodeUtf8, malformed } from './reader.ts';

/**
 * Decodes untrusted bytes; a state that is not JSON, or too long, is a `ProtocolError`. Of a message with too many states the first
 * are read: a provider that wakes up tells in one message of everyone it lost, and has done nothing wrong. [P17]
 */
export function decodeAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const reader = new Reader(bytes);
  const count = reader.varUint('the number of awareness states');
  const entries: AwarenessEntry[] = [];
  for (let index = 0; index < Math.min(count, limits.awarenessEntriesMax); index++) entries.push(readEntry(reader));
  if (count === entries.length) reader.end('the awareness states');
  return entries;
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  writeAwareness(encoder, entries);
  return encoding.toUint8Array(encoder);
}

export function writeAwareness(encoder: encoding.Encoder, entries: readonly AwarenessEntry[]): void {
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state ?? 'null');
  }
}

function readEntry(reader: Reader): AwarenessEntry {
  const clientId = reader.varUint('a client id');
  const clock = reader.varUint('an awareness clock');
  if (clock > limits.clockMax) throw malformed('an awareness clock is above 2^32 - 1');
  const encoded = reader.varUint8Array('an awareness state');
  checkLength(encoded.byteLength);
  return { clientId, clock, state: checkState(decodeUtf8(encoded, 'an awareness state')) };
}

function checkLength(bytes: number): void {
  if (bytes <= limits.awarenessStateBytesMax) return;
  throw new ProtocolError('too-large', `An awareness state has ${bytes} bytes; the most is ${limits.awarenessStateBytesMax}.`);
}

/**
 * Receivers parse states without a guard, so what is no JSON object must not get past the relay. They send them back as they write
 * them: `1e20` would come back as 21 digits, and be too long. So the state is kept as they write it.
 */
function checkState(json: string): string | null {
  if (isObjectAsWritten(json)) return json;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ProtocolError('malformed', 'Malformed message: an awareness state is not JSON.', { cause });
  }
  if (value === null) return null;
  if (typeof value !== 'object') throw malformed('an awareness state is neither an object nor null');
  const written = write(value);
  // A unit is three bytes at most; most states are far too short for it to matter.
  if (3 * written.length > limits.awarenessStateBytesMax) checkLength(new TextEncoder().encode(written).byteLength);
  return written;
}

function write(value: object): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new ProtocolError('malformed', 'Malformed message: an awareness state is nested too deeply.', { cause });
  }
}
