/** What the converting thread does, as functions of bytes: files to Yjs updates and back, by the editor's own schema. */
import { createHash } from 'node:crypto';
import { joinTitle, readHtml, readMarkdown, splitTitle, writeHtml, writeMarkdown, type TitledDocument } from '@scriptorium/conversion';
import { createSchema, SCHEMA_VERSION } from '@scriptorium/editor/schema';
import { limits } from '@scriptorium/protocol';
import type { Schema } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import { parseHTML } from 'linkedom';
import * as Y from 'yjs';
import type { ConvertedDocument, ConvertedFile, ForeignFile, Format, WrittenDocument } from '../features/conversion-service.ts';
import { withoutUnknown } from './without-unknown.ts';

const filesPath = '/api/files/';
/** Of one file; of the others the words stay. */
const picturesMax = 1_000;

/** A file that is no such file throws; the message is one sentence for whoever sent it. */
export async function readFile({ format, bytes, title: givenTitle, fallbackTitle }: ForeignFile): Promise<ConvertedDocument> {
  const pictures = new Map<string, ConvertedFile>();
  const { title, body } = await parse(createSchema(), { format, bytes, pictures });
  const doc = new Y.Doc();
  const shown = (givenTitle ?? title ?? fallbackTitle ?? '').slice(0, limits.titleLengthMax).toWellFormed().trim();
  doc.transact(() => {
    if (shown !== '') doc.getText('title').insert(0, shown);
    prosemirrorToYXmlFragment(body, doc.getXmlFragment('default'));
  });
  return { update: Y.encodeStateAsUpdate(doc), schemaVersion: SCHEMA_VERSION, title: shown === '' ? null : shown, files: [...pictures.values()] };
}

export async function writeFile({ format, update, images }: Omit<WrittenDocument, 'images'> & { readonly images: ReadonlyMap<string, Uint8Array> }): Promise<Uint8Array> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const document = documentOf(createSchema(), doc);
  switch (format) {
    case 'md':
      return new TextEncoder().encode(writeMarkdown(joinTitle(document)));
    case 'html':
      return new TextEncoder().encode(writeHtml(document, emptyDom()));
    case 'docx': {
      // Loaded with the first one: most servers never do.
      const { writeDocx } = await import('@scriptorium/conversion/docx');
      return await writeDocx(document, { pictureOf: (src) => images.get(src.startsWith(filesPath) ? src.slice(filesPath.length) : '') ?? null });
    }
    case 'json': {
      const content = { title: document.title, schemaVersion: SCHEMA_VERSION, document: document.body.toJSON() as unknown };
      return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
    }
  }
}

interface Source {
  readonly format: Format;
  readonly bytes: Uint8Array;
  /** Takes what is found on the way. */
  readonly pictures: Map<string, ConvertedFile>;
}

async function parse(schema: Schema, { format, bytes, pictures }: Source): Promise<TitledDocument> {
  switch (format) {
    case 'md':
      return splitTitle(readMarkdown(schema, textOf(bytes)));
    case 'html':
      return parseHtml(schema, textOf(bytes));
    case 'docx': {
      const { readDocx, readPicture } = await import('@scriptorium/conversion/docx');
      const onPicture = (picture: Uint8Array): string | null => (readPicture(picture) === null ? null : keep(pictures, picture));
      return parseHtml(schema, await readWord(() => readDocx(bytes, { onPicture })));
    }
    case 'json':
      return parseJson(schema, textOf(bytes));
  }
}

/** Gives the address that the file will have: its id is its hash. [F1] */
function keep(pictures: Map<string, ConvertedFile>, bytes: Uint8Array): string | null {
  const id = createHash('sha256').update(bytes).digest('base64url');
  if (!pictures.has(id) && pictures.size >= picturesMax) return null;
  if (!pictures.has(id)) pictures.set(id, { name: `image-${pictures.size + 1}`, bytes });
  return `${filesPath}${id}`;
}

async function readWord(read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (cause) {
    throw new Error('The file is no Word document (.docx) that can be read.', { cause });
  }
}

function parseHtml(schema: Schema, html: string): TitledDocument {
  const whole = /<(html|body)[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  const { document } = parseHTML(whole);
  const named = (document.querySelector('title')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const { title, body } = splitTitle(readHtml(schema, document.body));
  return { title: title ?? (named === '' ? null : named), body };
}

function parseJson(schema: Schema, text: string): TitledDocument {
  try {
    const { title, document } = JSON.parse(text) as { title?: unknown; document?: unknown };
    const body = schema.nodeFromJSON(document);
    body.check();
    return { title: typeof title === 'string' ? title : null, body };
  } catch (cause) {
    throw new Error('The file is no document of this server in JSON.', { cause });
  }
}

function documentOf(schema: Schema, doc: Y.Doc): TitledDocument {
  const json: unknown = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment('default'));
  const title = doc.getText('title').toString().trim();
  return { title: title === '' ? null : title, body: schema.nodeFromJSON(withoutUnknown(schema, json)) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error('The file is no text in UTF-8.', { cause });
  }
}

/** What makes elements; linkedom has all of a Document that a serializer asks for. */
function emptyDom(): Parameters<typeof writeHtml>[1] {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}
