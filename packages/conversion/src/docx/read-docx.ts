/** A Word document as HTML, which the schema then reads. */
import { Buffer } from 'node:buffer';
import mammoth from 'mammoth';

const styleMap = ['u => u', 'strike => s', "p[style-name='Title'] => h1:fresh", "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Code'] => pre:separator('\\n')"];

/** Rejects where it is none. */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, { styleMap });
  return value;
}
