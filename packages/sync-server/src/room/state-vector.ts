/** State vectors: the next clock of each client. They see structs, not deletions. */
import { ProtocolError, limits, malformed } from '@scriptorium/protocol';
import * as encoding from 'lib0/encoding';
import { ByteCursor } from './byte-cursor.ts';

/** clientId → next clock; a client without structs is not in it. */
export type StateVector = Map<number, number>;

/** Decodes untrusted bytes: `varUint n, n × (varUint client, varUint clock)`. Throws `ProtocolError`. [A10] */
export function decodeStateVector(bytes: Uint8Array): StateVector {
  if (bytes.byteLength > limits.stateVectorBytesMax) {
    throw new ProtocolError(
      'too-large',
      `The state vector has ${bytes.byteLength} bytes; the most is ${limits.stateVectorBytesMax}.`,
    );
  }
  return decodeOwnStateVector(bytes);
}

/** The same of bytes that the server has written itself: a document that grew large must open. Throws `ProtocolError`. */
export function decodeOwnStateVector(bytes: Uint8Array): StateVector {
  const cursor = new ByteCursor(bytes);
  const vector: StateVector = new Map();
  for (let left = cursor.varUint(); left > 0; left--) {
    const client = cursor.varUint();
    const clock = cursor.varUint();
    if (clock > limits.clockMax) throw malformed('a clock of the state vector is above 2^32 - 1');
    if (vector.has(client)) throw malformed(`the state vector names the client ${client} twice`);
    if (clock > 0) vector.set(client, clock);
  }
  if (cursor.position < bytes.byteLength) throw malformed('bytes follow the state vector');
  return vector;
}

/** Clients in descending order, as Yjs writes them. */
export function encodeStateVector(vector: StateVector): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, vector.size);
  for (const [client, clock] of [...vector].toSorted((a, b) => b[0] - a[0])) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
  return encoding.toUint8Array(encoder);
}

/** Whether every clock of `other` is reached in `vector`. */
export function covers(vector: StateVector, other: StateVector): boolean {
  for (const [client, clock] of other) {
    if ((vector.get(client) ?? 0) < clock) return false;
  }
  return true;
}
