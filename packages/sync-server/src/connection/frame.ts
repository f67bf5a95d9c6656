/** Messages as WebSocket frames, made once for all receivers: header and message are one buffer, a large update stays its own. */
import type { ServerMessage } from '@scriptorium/protocol';
import { MessageEncoder } from '@scriptorium/protocol';

export interface Frame {
  /** The whole of it on the wire, in order. Source: RFC 6455, section 5.2; a server does not mask. */
  readonly chunks: readonly Uint8Array[];
  /** Where the message begins in the first chunk. */
  readonly headerBytes: number;
  /** Of the message. */
  readonly byteLength: number;
}

export interface Framer {
  frameOf(message: ServerMessage): Frame;
}

/** From so many bytes on a frame is kept for whoever is sent the same message later, such as the next joiner. */
const keptBytesMin = 4096;

/** Frames a message once for all who are sent the same object in a row; a large one for as long as anybody holds that. */
export function createFramer(): Framer {
  const kept = new WeakMap<ServerMessage, Frame>();
  const encoder = new MessageEncoder();
  let last: { readonly message: ServerMessage; readonly frame: Frame } | null = null;
  return {
    frameOf(message) {
      if (last !== null && last.message === message) return last.frame;
      // A weak map costs every collection of garbage, so only what is large is in it.
      const isKept = isLarge(message);
      const known = isKept ? kept.get(message) : undefined;
      if (known !== undefined) return known;
      const frame = frameOf(encoder.encode(message));
      if (isKept) kept.set(message, frame);
      else last = { message, frame };
      return frame;
    },
  };
}

function isLarge(message: ServerMessage): boolean {
  return (message.type === 'update' || message.type === 'sync-step-2') && message.update.byteLength >= keptBytesMin;
}

/** The first part is copied, the others are kept. */
export function frameOf([first = new Uint8Array(), ...rest]: readonly Uint8Array[]): Frame {
  const byteLength = rest.reduce((sum, part) => sum + part.byteLength, first.byteLength);
  const headerBytes = headerBytesOf(byteLength);
  // Of Node's pool: a buffer of its own for each frame would cost more than the copy.
  const chunk = Buffer.allocUnsafe(headerBytes + first.byteLength);
  writeHeader(chunk, byteLength);
  chunk.set(first, headerBytes);
  return { chunks: [chunk, ...rest], headerBytes, byteLength };
}

/** The message alone, for a socket that frames by itself. */
export function messageBytes({ chunks: [first = new Uint8Array(), ...rest], headerBytes }: Frame): Uint8Array {
  const begin = first.subarray(headerBytes);
  return rest.length === 0 ? begin : Buffer.concat([begin, ...rest]);
}

const finalBinary = 0x82;

function headerBytesOf(byteLength: number): number {
  if (byteLength < 126) return 2;
  return byteLength < 65_536 ? 4 : 10;
}

function writeHeader(chunk: Buffer, byteLength: number): void {
  chunk[0] = finalBinary;
  if (byteLength < 126) {
    chunk[1] = byteLength;
  } else if (byteLength < 65_536) {
    chunk[1] = 126;
    chunk.writeUInt16BE(byteLength, 2);
  } else {
    chunk[1] = 127;
    chunk.writeBigUInt64BE(BigInt(byteLength), 2);
  }
}
