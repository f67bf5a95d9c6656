/** Unpacks Snappy, in which LevelDB keeps the blocks of its tables that get smaller by it. */

/** Null where the bytes are not Snappy, or unpack to more than `bytesMax`. */
export function unpackSnappy(packed: Uint8Array, bytesMax: number): Buffer | null {
  const head = readLength(packed);
  if (head === null || head.length > bytesMax) return null;
  const out = Buffer.alloc(head.length);
  let at = head.next;
  let written = 0;
  while (at < packed.byteLength) {
    const element = readElement(packed, at);
    if (element === null || written + element.length > out.byteLength) return null;
    if (element.kind === 'literal') out.set(packed.subarray(element.from, element.from + element.length), written);
    else if (!copyWithin(out, { to: written, ...element })) return null;
    written += element.length;
    at = element.next;
  }
  return written === out.byteLength ? out : null;
}

type Element =
  | { readonly kind: 'literal'; readonly from: number; readonly length: number; readonly next: number }
  /** What was written so many bytes before. */
  | { readonly kind: 'copy'; readonly back: number; readonly length: number; readonly next: number };

/** Null where the bytes end within it. */
function readElement(packed: Uint8Array, at: number): Element | null {
  const tag = packed[at] ?? 0;
  const size = tag >>> 2;
  switch (tag & 3) {
    case 0: {
      const lengthBytes = size < 60 ? 0 : size - 59;
      const length = (lengthBytes === 0 ? size : littleEndian(packed, at + 1, lengthBytes)) + 1;
      const from = at + 1 + lengthBytes;
      return from + length > packed.byteLength ? null : { kind: 'literal', from, length, next: from + length };
    }
    case 1:
      return { kind: 'copy', back: ((tag >>> 5) << 8) + littleEndian(packed, at + 1, 1), length: (size & 7) + 4, next: at + 2 };
    case 2:
      return { kind: 'copy', back: littleEndian(packed, at + 1, 2), length: size + 1, next: at + 3 };
    default:
      return { kind: 'copy', back: littleEndian(packed, at + 1, 4), length: size + 1, next: at + 5 };
  }
}

/** Byte by byte: what is copied may be what is being written. */
function copyWithin(out: Buffer, { to, back, length }: { readonly to: number; readonly back: number; readonly length: number }): boolean {
  if (back === 0 || back > to) return false;
  for (let index = to; index < to + length; index += 1) out[index] = out[index - back] ?? 0;
  return true;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = count - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function readLength(packed: Uint8Array): { readonly length: number; readonly next: number } | null {
  let length = 0;
  let scale = 1;
  for (let at = 0; at < Math.min(packed.byteLength, 5); at += 1) {
    const byte = packed[at] ?? 0;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) return { length, next: at + 1 };
    scale *= 0x80;
  }
  return null;
}
