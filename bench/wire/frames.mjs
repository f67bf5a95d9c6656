// The frames of both wires, written from their tables: y-websocket's, and Hocuspocus', which puts the document's name before each.
// @ts-check
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/** @typedef {'y-websocket' | 'hocuspocus'} Dialect */

/**
 * What came, as far as a client looks: bytes are views of the frame.
 * @typedef {{ kind: 'step-1' } | { kind: 'step-2' | 'update', update: Uint8Array } | { kind: 'awareness', states: Uint8Array } |
 *   { kind: 'ack', count: number } | { kind: 'other' }} Frame
 */

/** Writes and reads the frames of one document over one wire. */
export class Wire {
  /** @type {Uint8Array} */
  #prefix;
  #isHocuspocus;

  /** @param {{ dialect: Dialect, document: string }} options */
  constructor({ dialect, document }) {
    this.#isHocuspocus = dialect === 'hocuspocus';
    this.#prefix = this.#isHocuspocus ? encode((encoder) => writeVarString(encoder, document)) : new Uint8Array(0);
  }

  /** What has to be said before anything else, if anything. */
  hello() {
    if (!this.#isHocuspocus) return null;
    return this.#frame((encoder) => {
      writeVarUint(encoder, 2);
      writeVarUint(encoder, 0);
      writeVarString(encoder, '');
      writeVarString(encoder, '4.7.0');
    });
  }

  /** @param {Uint8Array} stateVector */
  step1(stateVector) {
    return this.#sync(0, stateVector);
  }

  /** @param {Uint8Array} update */
  step2(update) {
    return this.#sync(1, update);
  }

  /** @param {Uint8Array} update */
  update(update) {
    return this.#sync(2, update);
  }

  /** One state. @param {{ clientId: number, clock: number, json: string }} state */
  awareness({ clientId, clock, json }) {
    const states = encode((encoder) => {
      writeVarUint(encoder, 1);
      writeVarUint(encoder, clientId);
      writeVarUint(encoder, clock);
      writeVarString(encoder, json);
    });
    return this.#frame((encoder) => {
      writeVarUint(encoder, 1);
      writeVarUint8Array(encoder, states);
    });
  }

  /** @param {Uint8Array} frame @returns {Frame} */
  read(frame) {
    const decoder = createDecoder(frame);
    if (this.#isHocuspocus && frame.byteLength > 1) readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === 1) return { kind: 'awareness', states: readVarUint8Array(decoder) };
    if (type === 100) return { kind: 'ack', count: readVarUint(decoder) };
    // 4 is Hocuspocus' second name for 0.
    if (type !== 0 && !(this.#isHocuspocus && type === 4)) return { kind: 'other' };
    const step = readVarUint(decoder);
    if (step === 0) return { kind: 'step-1' };
    return { kind: step === 1 ? 'step-2' : 'update', update: readVarUint8Array(decoder) };
  }

  /** @param {0 | 1 | 2} step @param {Uint8Array} bytes */
  #sync(step, bytes) {
    return this.#frame((encoder) => {
      writeVarUint(encoder, 0);
      writeVarUint(encoder, step);
      writeVarUint8Array(encoder, bytes);
    });
  }

  /** @param {(encoder: import('lib0/encoding').Encoder) => void} write */
  #frame(write) {
    const body = encode(write);
    return this.#prefix.byteLength === 0 ? body : Buffer.concat([this.#prefix, body]);
  }
}

/** Clocks by client, of the states in an awareness message. @param {Uint8Array} states */
export function awarenessClocks(states) {
  const decoder = createDecoder(states);
  /** @type {Map<number, number>} */
  const clocks = new Map();
  for (let left = readVarUint(decoder); left > 0; left--) {
    const client = readVarUint(decoder);
    clocks.set(client, readVarUint(decoder));
    readVarString(decoder);
  }
  return clocks;
}

/** @param {(encoder: import('lib0/encoding').Encoder) => void} write */
function encode(write) {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}
