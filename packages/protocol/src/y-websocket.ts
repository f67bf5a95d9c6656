/**
 * The y-websocket wire, one message a frame: `varUint type, body`. [P10–P22]
 * Sources: y-websocket 1.x–3.x (src/y-websocket.js), y-protocols (sync.js, auth.js). 100–102 are ours.
 */
import * as encoding from 'lib0/encoding';
import { decodeAwareness, encodeAwareness, writeAwareness } from './awareness.ts';
import { limits } from './limits.ts';
import type { ClientMessage, Message, SessionReason, SessionState } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';
import { Reader, malformed } from './reader.ts';

const frameType = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 100, sessionState: 101, feature: 102 } as const;
const syncStep = { step1: 0, step2: 1, update: 2 } as const;
const authMessage = { denied: 0 } as const;

/** The sub-protocol by which a client asks for frames 100–102. */
export const subprotocol = 'scriptorium.v1';

/** `awareness` with no states: a message that fires nothing, so that idle clients do not hang up. [P15] */
export const keepaliveFrame: Uint8Array = Uint8Array.of(frameType.awareness, 1, 0);

/** The frame types that a stock provider does not know; its `messageHandlers` are indexed by them. */
export const scriptoriumFrame: { readonly ack: number; readonly sessionState: number; readonly feature: number } = {
  ack: frameType.ack,
  sessionState: frameType.sessionState,
  feature: frameType.feature,
};

export function encodeMessage(message: Message): Uint8Array {
  const encoder = encoding.createEncoder();
  writeMessage(encoder, message);
  return encoding.toUint8Array(encoder);
}

function writeMessage(encoder: encoding.Encoder, message: Message): void {
  switch (message.type) {
    case 'sync-step-1':
      writeSync(encoder, syncStep.step1, message.stateVector);
      break;
    case 'sync-step-2':
      writeSync(encoder, syncStep.step2, message.update);
      break;
    case 'update':
      writeSync(encoder, syncStep.update, message.update);
      break;
    case 'awareness':
      encoding.writeVarUint(encoder, frameType.awareness);
      encoding.writeVarUint8Array(encoder, encodeAwareness(message.entries));
      break;
    case 'query-awareness':
      encoding.writeVarUint(encoder, frameType.queryAwareness);
      break;
    case 'denied':
      encoding.writeVarUint(encoder, frameType.auth);
      encoding.writeVarUint(encoder, authMessage.denied);
      encoding.writeVarString(encoder, message.reason);
      break;
    case 'ack':
      encoding.writeVarUint(encoder, frameType.ack);
      encoding.writeVarUint(encoder, message.count);
      break;
    case 'session-state':
      encoding.writeVarUint(encoder, frameType.sessionState);
      encoding.writeVarString(encoder, JSON.stringify(message.state));
      break;
    case 'feature':
      encoding.writeVarUint(encoder, frameType.feature);
      encoding.writeVarString(encoder, JSON.stringify(message.payload));
      break;
  }
}

/** From so many bytes on a copy costs more than a second part. */
const partBytesMin = 4096;

/** Encodes one message after the other into the same memory: an encoder of its own would cost each more than its bytes. */
export class MessageEncoder {
  readonly #encoder: encoding.Encoder = encoding.createEncoder();
  readonly #states: encoding.Encoder = encoding.createEncoder();

  /** The same bytes as `encodeMessage` gives, in one part or two: a large update is not copied. The first part is good until the next call. */
  encode(message: Message): readonly Uint8Array[] {
    const encoder = rewind(this.#encoder);
    switch (message.type) {
      case 'sync-step-2':
      case 'update': {
        if (message.update.byteLength < partBytesMin) break;
        encoding.writeVarUint(encoder, frameType.sync);
        encoding.writeVarUint(encoder, message.type === 'update' ? syncStep.update : syncStep.step2);
        encoding.writeVarUint(encoder, message.update.byteLength);
        return [written(encoder), message.update];
      }
      case 'awareness':
        writeAwareness(rewind(this.#states), message.entries);
        encoding.writeVarUint(encoder, frameType.awareness);
        encoding.writeVarUint8Array(encoder, written(this.#states));
        return [written(encoder)];
      case 'sync-step-1':
      case 'query-awareness':
      case 'denied':
      case 'ack':
      case 'session-state':
      case 'feature':
        break;
    }
    writeMessage(encoder, message);
    return [written(encoder)];
  }
}

/** The last buffer stays: it is the one that was large enough. */
function rewind(encoder: encoding.Encoder): encoding.Encoder {
  encoder.cpos = 0;
  encoder.bufs.length = 0;
  return encoder;
}

function written(encoder: encoding.Encoder): Uint8Array {
  return encoder.bufs.length === 0 ? encoder.cbuf.subarray(0, encoder.cpos) : encoding.toUint8Array(encoder);
}

/**
 * Decodes a frame that a client sent. State vectors and updates are views of `frame`: copy what you keep.
 * Throws `ProtocolError` on anything else than exactly one client message.
 */
export function decodeClientMessage(frame: Uint8Array): ClientMessage {
  const message = decodeMessage(frame);
  switch (message.type) {
    case 'sync-step-1':
    case 'sync-step-2':
    case 'update':
    case 'awareness':
    case 'query-awareness':
      return message;
    case 'denied':
    case 'ack':
    case 'session-state':
    case 'feature':
      throw malformed(`"${message.type}" is sent by servers only`);
  }
}

/** Decodes any frame of the wire, of either end. Throws `ProtocolError`. */
export function decodeMessage(frame: Uint8Array): Message {
  if (frame.byteLength > limits.frameBytesMax) {
    throw new ProtocolError('too-large', `The frame has ${frame.byteLength} bytes; the most is ${limits.frameBytesMax}.`);
  }
  const reader = new Reader(frame);
  const message = readBody(reader, reader.varUint('the message type'));
  reader.end('the message');
  return message;
}

function writeSync(encoder: encoding.Encoder, step: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, frameType.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
}

function readBody(reader: Reader, type: number): Message {
  switch (type) {
    case frameType.sync:
      return readSync(reader);
    case frameType.awareness:
      return { type: 'awareness', entries: decodeAwareness(reader.varUint8Array('the awareness states')) };
    case frameType.queryAwareness:
      return { type: 'query-awareness' };
    case frameType.auth:
      if (reader.varUint('the auth message') !== authMessage.denied) throw malformed('the auth message is unknown');
      return { type: 'denied', reason: reader.varString('the reason') };
    case frameType.ack:
      return { type: 'ack', count: reader.varUint('the ack') };
    case frameType.sessionState:
      return { type: 'session-state', state: readSessionState(reader.varString('the session state')) };
    case frameType.feature:
      return { type: 'feature', payload: readFeature(reader.varString('the feature message')) };
    default:
      throw malformed(`the message type ${type} is unknown`);
  }
}

function readSync(reader: Reader): Message {
  const step = reader.varUint('the sync step');
  switch (step) {
    case syncStep.step1: {
      const stateVector = reader.varUint8Array('the state vector');
      if (stateVector.byteLength > limits.stateVectorBytesMax) {
        throw new ProtocolError(
          'too-large',
          `The state vector has ${stateVector.byteLength} bytes; the most is ${limits.stateVectorBytesMax}.`,
        );
      }
      return { type: 'sync-step-1', stateVector };
    }
    case syncStep.step2:
      return { type: 'sync-step-2', update: reader.varUint8Array('the update') };
    case syncStep.update:
      return { type: 'update', update: reader.varUint8Array('the update') };
    default:
      throw malformed(`the sync step ${step} is unknown`);
  }
}

const knownReasons: ReadonlySet<unknown> = new Set<SessionReason>(['store', 'damaged', 'schema', 'size', 'role']);

function readSessionState(json: string): SessionState {
  const { saving, writable, reason } = readObject(json, 'the session state');
  if (typeof saving !== 'boolean' || typeof writable !== 'boolean') throw malformed('the session state lacks a field');
  return { saving, writable, reason: knownReasons.has(reason) ? (reason as SessionReason) : null };
}

function readFeature(json: string): { feature: string; [key: string]: unknown } {
  const payload = readObject(json, 'the feature message');
  if (typeof payload['feature'] !== 'string') throw malformed('the feature message names no feature');
  return payload as { feature: string };
}

function readObject(json: string, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ProtocolError('malformed', `Malformed message: ${what} is not JSON.`, { cause });
  }
  if (typeof value !== 'object' || value === null) throw malformed(`${what} is not an object`);
  return value as Record<string, unknown>;
}
