/** Pictures by their own bytes: what Word can show of them, and how large they are. */

export interface Picture {
  readonly type: 'png' | 'jpg' | 'gif';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Null for everything else. */
export function readPicture(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && bytes.length >= 24) return sized('png', view.getUint32(16), view.getUint32(20));
  if (begins(bytes, [0x47, 0x49, 0x46, 0x38]) && bytes.length >= 10) return sized('gif', view.getUint16(6, true), view.getUint16(8, true));
  return begins(bytes, [0xff, 0xd8, 0xff]) ? readJpeg(view) : null;
}

/** Goes from segment to segment up to the one that says the size. */
function readJpeg(view: DataView): Picture | null {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return sized('jpg', view.getUint16(at + 7), view.getUint16(at + 5));
    // Fill bytes, and markers that stand alone.
    at += marker === 0xff ? 1 : marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7) ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function sized(type: Picture['type'], width: number, height: number): Picture | null {
  return width > 0 && height > 0 ? { type, width, height } : null;
}

function begins(bytes: Uint8Array, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[index] === byte);
}
