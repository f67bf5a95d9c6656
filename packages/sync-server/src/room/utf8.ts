/** Validates UTF-8 in place and tells its length in UTF-16 units, which is how Yjs counts clocks; no string is made. */

/** -1 where `TextDecoder` with `fatal` would throw: overlong forms, surrogates, beyond U+10FFFF, cut off. */
export function utf16LengthOf(bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      length++;
      continue;
    }
    const size = sequenceSize(bytes, at, end);
    if (size === 0) return -1;
    at += size;
    length += size === 4 ? 2 : 1;
  }
  return length;
}

/** Where the unit `units` of valid UTF-8 begins; `insidePair` if that is the second half of a surrogate pair. */
export function seekUtf16(bytes: Uint8Array, start: number, units: number): { at: number; insidePair: boolean } {
  let at = start;
  let left = units;
  while (left > 0) {
    const lead = bytes[at] ?? 0;
    at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    left -= lead < 0xf0 ? 1 : 2;
  }
  return { at, insidePair: left < 0 };
}

/** The bytes of the well-formed sequence of two to four bytes at `at`; 0 if there is none. Unicode 16, table 3-7. */
function sequenceSize(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + size > end) return 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + size; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}
