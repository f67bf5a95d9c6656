/** Tells JSON that is as `JSON.stringify` writes it, without building what it says: a cursor's state nearly always is. */

const depthMax = 16;
/** So many digits are exact, and are not written with an exponent. */
const digitsMax = 15;

const [quote, backslash, comma, colon, minus, zero, nine] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x30, 0x39];
const [objectBegin, objectEnd, arrayBegin, arrayEnd] = [0x7b, 0x7d, 0x5b, 0x5d];
const doubtful = -1;

/** True only where it is an object or an array, and parsing and writing it again would give the same text. False says nothing. */
export function isObjectAsWritten(json: string): boolean {
  const first = json.charCodeAt(0);
  return (first === objectBegin || first === arrayBegin) && endOfValue(json, 0, 0) === json.length;
}

/** Each of these gives where what begins at `at` ends, or `doubtful`. */
function endOfValue(json: string, at: number, depth: number): number {
  switch (json.charCodeAt(at)) {
    case quote:
      return endOfString(json, at);
    case objectBegin:
      return depth < depthMax ? endOfObject(json, at, depth) : doubtful;
    case arrayBegin:
      return depth < depthMax ? endOfArray(json, at, depth) : doubtful;
    default:
      return endOfAtom(json, at);
  }
}

function endOfObject(json: string, begin: number, depth: number): number {
  if (json.charCodeAt(begin + 1) === objectEnd) return begin + 2;
  const keys: string[] = [];
  for (let at = begin + 1; ; at++) {
    const keyEnd = json.charCodeAt(at) === quote ? endOfString(json, at) : doubtful;
    // Keys that are numbers come first, whatever the text says, and of two that are the same one is lost.
    if (keyEnd === doubtful || isDigit(json.charCodeAt(at + 1)) || json.charCodeAt(keyEnd) !== colon) return doubtful;
    const key = json.slice(at + 1, keyEnd - 1);
    if (keys.includes(key)) return doubtful;
    keys.push(key);
    at = endOfValue(json, keyEnd + 1, depth + 1);
    if (at === doubtful || json.charCodeAt(at) === objectEnd) return at === doubtful ? doubtful : at + 1;
    if (json.charCodeAt(at) !== comma) return doubtful;
  }
}

function endOfArray(json: string, begin: number, depth: number): number {
  if (json.charCodeAt(begin + 1) === arrayEnd) return begin + 2;
  for (let at = begin + 1; ; at++) {
    at = endOfValue(json, at, depth + 1);
    if (at === doubtful || json.charCodeAt(at) === arrayEnd) return at === doubtful ? doubtful : at + 1;
    if (json.charCodeAt(at) !== comma) return doubtful;
  }
}

/** Escapes can be written in many ways, and half of a surrogate pair is one; the text is well formed otherwise, since it was UTF-8. */
function endOfString(json: string, begin: number): number {
  for (let at = begin + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash || code < 0x20) return doubtful;
  }
  return doubtful;
}

function endOfAtom(json: string, at: number): number {
  for (const word of ['null', 'true', 'false']) if (json.startsWith(word, at)) return at + word.length;
  const begin = json.charCodeAt(at) === minus ? at + 1 : at;
  let end = begin;
  while (isDigit(json.charCodeAt(end))) end++;
  const isPlain = end > begin && end - begin <= digitsMax && (json.charCodeAt(begin) !== zero || (end - begin === 1 && begin === at));
  // A fraction or an exponent behind it is no comma and no end, and so in doubt as well.
  return isPlain ? end : doubtful;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
