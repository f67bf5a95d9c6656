/**
 * The body of an awareness message: `varUint n, n × (varUint clientId, varUint clock, varString json)`; `null` = gone.
 * Source: y-protocols/awareness.js.
 */
import * as encoding from 'lib0/encoding';
import { limits } from './limits.ts';
import type { AwarenessEntry } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';
import { Reader, decodeUtf8, malformed } from './reader.ts';

/** Decodes untrusted bytes; a state that is not JSON, too long, or one too many is a `ProtocolError`. */
export function decodeAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const reader = new Reader(bytes);
  const count = reader.varUint('the number of awareness states');
  if (count > limits.awarenessEntriesMax) {
    throw new ProtocolError(
      'too-large',
      `The awareness message holds ${count} states; the most is ${limits.awarenessEntriesMax}.`,
    );
  }
  const entries: AwarenessEntry[] = [];
  for (let index = 0; index < count; index++) entries.push(readEntry(reader));
  reader.end('the awareness states');
  return entries;
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state ?? 'null');
  }
  return encoding.toUint8Array(encoder);
}

function readEntry(reader: Reader): AwarenessEntry {
  const clientId = reader.varUint('a client id');
  const clock = reader.varUint('an awareness clock');
  if (clock > limits.clockMax) throw malformed('an awareness clock is above 2^32 - 1');
  const encoded = reader.varUint8Array('an awareness state');
  const bytes = encoded.byteLength;
  if (bytes > limits.awarenessStateBytesMax) {
    throw new ProtocolError(
      'too-large',
      `An awareness state has ${bytes} bytes; the most is ${limits.awarenessStateBytesMax}.`,
    );
  }
  return { clientId, clock, state: checkState(decodeUtf8(encoded, 'an awareness state')) };
}

/** Receivers parse states without a guard, so what is no JSON object must not get past the relay. */
function checkState(json: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ProtocolError('malformed', 'Malformed message: an awareness state is not JSON.', { cause });
  }
  if (value === null) return null;
  if (typeof value !== 'object') throw malformed('an awareness state is neither an object nor null');
  return json;
}
