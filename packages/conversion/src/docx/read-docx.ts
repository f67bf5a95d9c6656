/** A Word document as HTML, which the schema then reads. */
import { Buffer } from 'node:buffer';
import mammoth from 'mammoth';

const styleMap = [
  'u => u',
  'strike => s',
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Code'] => pre:separator('\\n')",
  "p[style-name='Caption'] => figcaption:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "r[style-name='Code Char'] => code",
];

export interface ReadDocxOptions {
  /** Takes an embedded picture and gives its address, or null for one that can't be kept: its words stay. */
  readonly onPicture?: (bytes: Uint8Array) => string | null;
}

/** Rejects where it is none. */
export async function readDocx(bytes: Uint8Array, { onPicture = () => null }: ReadDocxOptions = {}): Promise<string> {
  const convertImage = mammoth.images.imgElement(async (image) => ({ src: onPicture(new Uint8Array(await image.readAsArrayBuffer())) ?? '' }));
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, { styleMap, convertImage });
  const withLines = value.replaceAll(/<pre>.*?<\/pre>/gs, (code) => code.replaceAll('<br />', '\n'));
  // As this editor and others write tasks in Word.
  const withTasks = withLines.replaceAll(/<li>([☐☑☒]) ?/g, (_sign, box: string) => `<li><input type="checkbox"${box === '☐' ? '' : ' checked'}>`);
  return withFigures(withTasks);
}

const image = '<img(?: alt="[^"]*")? src="[^"]*"(?: alt="[^"]*")? ?/>';

/** A picture on its own is a block, with the caption below it; one that was not kept leaves its words. */
function withFigures(html: string): string {
  return html
    .replaceAll(/<img(?: alt="([^"]*)")? src=""(?: alt="([^"]*)")? ?\/>/g, (_image, before?: string, after?: string) => before ?? after ?? '')
    .replaceAll(new RegExp(`<p>(${image})</p>(?:<figcaption>(.*?)</figcaption>)?`, 'gs'), (_all, one: string, caption?: string) => `<figure>${one}${caption === undefined ? '' : `<figcaption>${caption}</figcaption>`}</figure>`)
    // Those of tables and of pictures that were not kept.
    .replaceAll(/(<\/figure>)|<figcaption>(.*?)<\/figcaption>(?!<\/figure>)/gs, (_all, end: string | undefined, words: string | undefined) => end ?? `<p>${words ?? ''}</p>`);
}
