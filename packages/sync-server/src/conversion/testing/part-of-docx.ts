/** A part of a Word document, which is a ZIP file. */
import { inflateRawSync } from 'node:zlib';

/** By its first header of that name. */
export function partOfDocx(bytes: Uint8Array, name: string): string {
  const file = Buffer.from(bytes);
  const header = file.indexOf(name) - 30;
  const begin = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  return inflateRawSync(file.subarray(begin, begin + file.readUInt32LE(header + 18))).toString('utf8');
}
