/** A document's name: the rules, and its two spellings in URLs. [P1–P4] */
import { limits } from './limits.ts';
import { ProtocolError } from './protocol-error.ts';

const utf8 = new TextEncoder();

/** Takes a name as it is meant (decoded); gives it back, or throws `ProtocolError` `bad-name`. */
export function checkDocumentId(name: string): string {
  const reason = faultOf(name);
  if (reason !== null) throw new ProtocolError('bad-name', `The document name ${quote(name)} ${reason}.`);
  return name;
}

/** Decodes the path after `/ws/` or `/d/`: percent-encoded once, `/` allowed. Throws `ProtocolError` `bad-name`. */
export function decodeDocumentPath(path: string): string {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch (cause) {
    throw new ProtocolError(
      'bad-name',
      `The document name ${quote(path)} is not valid percent-encoded UTF-8; write a bare % as %25.`,
      { cause },
    );
  }
  return checkDocumentId(name);
}

/** The rest of the path in `/d/…` and `/ws/…`: each segment percent-encoded, `/` kept. */
export function encodeDocumentPath(documentId: string): string {
  return documentId.split('/').map(encodeURIComponent).join('/');
}

/** One path segment, for `/api/documents/<id>`: `/` is encoded too. */
export function encodeDocumentSegment(documentId: string): string {
  return encodeURIComponent(documentId);
}

function faultOf(name: string): string | null {
  if (name.length === 0) return 'is empty; give it 1 to 255 bytes';
  if (!name.isWellFormed()) return 'is not valid Unicode; it holds half of a surrogate pair';
  const bytes = utf8.encode(name).byteLength;
  if (bytes > limits.documentIdBytesMax) {
    return `has ${bytes} bytes; the most is ${limits.documentIdBytesMax}`;
  }
  // C0, DEL and C1: they can't be seen, and separators of the store are among them.
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return 'holds a control character';
  if (name.split('/').some((segment) => segment === '.' || segment === '..')) {
    return 'holds "." or ".." as a segment';
  }
  return null;
}

function quote(name: string): string {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return JSON.stringify(shown);
}
