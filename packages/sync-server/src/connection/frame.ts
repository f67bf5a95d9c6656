/** Messages as WebSocket frames, made once for all receivers: header and message are one buffer, a large update stays its own. */
import type { ServerMessage } from '@scriptorium/protocol';
import { encodeParts } from '@scriptorium/protocol';

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

/** Frames a message once for all who are sent the same object, for as long as anybody holds that. */
export function createFramer(): Framer {
  const frames = new WeakMap<ServerMessage, Frame>();
  return {
    frameOf(message) {
      const known = frames.get(message);
      if (known !== undefined) return known;
      const frame = frameOf(encodeParts(message));
      frames.set(message, frame);
      return frame;
    },
  };
}

export function frameOf([first = new Uint8Array(), ...rest]: readonly Uint8Array[]): Frame {
  const byteLength = rest.reduce((sum, part) => sum + part.byteLength, first.byteLength);
  const header = headerOf(byteLength);
  return { chunks: [Buffer.concat([header, first]), ...rest], headerBytes: header.byteLength, byteLength };
}

/** The message alone, for a socket that frames by itself. */
export function messageBytes({ chunks: [first = new Uint8Array(), ...rest], headerBytes }: Frame): Uint8Array {
  const begin = first.subarray(headerBytes);
  return rest.length === 0 ? begin : Buffer.concat([begin, ...rest]);
}

const finalBinary = 0x82;

function headerOf(byteLength: number): Buffer {
  if (byteLength < 126) return Buffer.of(finalBinary, byteLength);
  if (byteLength < 65_536) return Buffer.of(finalBinary, 126, byteLength >> 8, byteLength & 255);
  const header = Buffer.alloc(10);
  header[0] = finalBinary;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(byteLength), 2);
  return header;
}
