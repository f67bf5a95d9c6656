/** What a file is, by its first bytes: whatever its name or its sender says. [F3] */

/** What is shown in a page. Anything else is handed out to be saved. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const;
export type ImageType = (typeof imageTypes)[number];
export type FileType = ImageType | 'application/pdf' | 'application/octet-stream';

/** As many of the first bytes as are looked at. */
export const sniffedBytes = 64;

export function sniff(start: Uint8Array): FileType {
  if (begins(start, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && says(start, 12, 'IHDR')) return 'image/png';
  if (begins(start, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (says(start, 0, 'GIF87a') || says(start, 0, 'GIF89a')) return 'image/gif';
  if (says(start, 0, 'RIFF') && says(start, 8, 'WEBPVP8')) return 'image/webp';
  if (says(start, 4, 'ftyp') && (says(start, 8, 'avif') || says(start, 8, 'avis'))) return 'image/avif';
  if (says(start, 0, '%PDF-')) return 'application/pdf';
  return 'application/octet-stream';
}

export function isImage(type: string): type is ImageType {
  return imageTypes.some((known) => known === type);
}

function begins(bytes: Uint8Array, at: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

function says(bytes: Uint8Array, at: number, text: string): boolean {
  return begins(bytes, at, Array.from(text, (character) => character.charCodeAt(0)));
}
