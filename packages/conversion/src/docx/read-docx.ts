/** A Word document as HTML, which the schema then reads. */
import { Buffer } from 'node:buffer';
import mammoth from 'mammoth';

const styleMap = [
  'u => u',
  'strike => s',
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Code'] => pre:separator('\\n')",
  "r[style-name='Code Char'] => code",
];

/** Rejects where it is none. */
export async function readDocx(bytes: Uint8Array): Promise<string> {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, { styleMap });
  const withLines = value.replaceAll(/<pre>.*?<\/pre>/gs, (code) => code.replaceAll('<br />', '\n'));
  // As this editor and others write tasks in Word.
  return withLines.replaceAll(/<li>([☐☑☒]) ?/g, (_sign, box: string) => `<li><input type="checkbox"${box === '☐' ? '' : ' checked'}>`);
}
