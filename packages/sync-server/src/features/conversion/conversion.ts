/** Documents out into Markdown, HTML, Word and JSON, and in from them. [E1–E4] */
import { createRoute, z } from '@hono/zod-openapi';
import { decodeDocumentPath, encodeDocumentSegment } from '@scriptorium/protocol';
import { ConversionError } from '../../conversion-error.ts';
import { problem, problemResponse, type Problem } from '../../problem.ts';
import { withinTime } from '../../within-time.ts';
import type { ConvertedFile, Format } from '../conversion-service.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { FileRefusalStatus } from '../file-service.ts';
import { documentParameters, exportQuery, formatOf, importedSchema, importQuery, mediaTypes, type ImportQuery } from './conversion-schemas.ts';
import { readBody } from './read-body.ts';

export const conversion: Feature = { name: 'conversion', install };

const documentsPath = '/api/documents';
const importBytesMax = 32 * 1_024 * 1_024;
/** Of the pictures in one Word document; what is beyond that are words. */
const imagesBytesMax = 64 * 1_024 * 1_024;
/** Bodies in memory at once. */
const importsMax = 4;

const invalid = problemResponse('The request is not valid, or the name is not allowed');
const forbidden = problemResponse('Not allowed');
const busy = problemResponse('The server converts too much now, or the store does not take changes');
const binary = { schema: z.string().openapi({ format: 'binary' }) };

const exportRoute = createRoute({
  method: 'get',
  path: `${documentsPath}/{id}/export`,
  summary: 'A document as a file',
  request: { params: documentParameters, query: exportQuery },
  responses: {
    200: { description: 'The file', content: Object.fromEntries(Object.values(mediaTypes).map((type) => [type.split(';')[0] ?? type, binary])) },
    400: invalid,
    403: forbidden,
    404: problemResponse('There is no such document'),
    410: problemResponse('The document was deleted, or is in the trash'),
    413: problemResponse('It takes more time or memory than the server gives it'),
    422: problemResponse('It can not be written in this format'),
    503: busy,
  },
});

const importRoute = createRoute({
  method: 'post',
  path: `${documentsPath}/import`,
  summary: 'Make a document of a file; the body is the file',
  request: { query: importQuery, body: { required: true, content: { 'application/octet-stream': binary } } },
  responses: {
    201: { description: 'It is there; `Location` says where', content: { 'application/json': { schema: importedSchema } } },
    400: invalid,
    403: forbidden,
    409: problemResponse('There is a document of that id'),
    410: problemResponse('A document of that id was deleted'),
    413: problemResponse('It is too large'),
    415: problemResponse('Nothing says what kind of file it is'),
    422: problemResponse('The file can not be read'),
    503: busy,
    507: problemResponse('There is no room for its pictures'),
  },
});

function install(context: FeatureContext): void {
  addExport(context);
  addImport(context);
}

function addExport({ routes, documents, authorize, conversion: convert, files }: FeatureContext): void {
  routes.openapi(exportRoute, async (c) => {
    const documentId = decodeDocumentPath(c.req.path.slice(documentsPath.length + 1, -'/export'.length));
    authorize(c.get('identity'), documentId, 'read');
    const { format } = c.req.valid('query');
    const entry = await documents.get(documentId);
    const content = entry === null ? null : await documents.content(documentId);
    if (entry === null || content === null) return problem(c, { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` });
    try {
      // Word shows nothing of another place: its pictures are in the file.
      const images = async (): Promise<ReadonlyMap<string, Uint8Array>> => (format === 'docx' ? await files.current?.images(documentId, imagesBytesMax) : undefined) ?? new Map();
      const bytes = await convert.write({ format, update: content.update, images });
      const name = `${fileNameOf(entry.meta.title ?? documentId)}.${format}`;
      const disposition = `attachment; filename="${name.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, '_')}`;
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': mediaTypes[format],
        'content-disposition': disposition,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
        'cache-control': 'no-store',
      });
    } catch (error) {
      return problem(c, problemOf(error, 'The document could not be written'));
    }
  });
}

function addImport(context: FeatureContext): void {
  const { routes, authorize, randomId, documents, conversion: convert } = context;
  let imports = 0;
  routes.openapi(importRoute, async (c) => {
    const asked = c.req.valid('query');
    authorize(c.get('identity'), asked.id ?? null, 'create');
    const format = formatOf(asked, c.req.header('content-type') ?? '');
    if (format === null) return problem(c, { status: 415, detail: 'Nothing says what kind of file it is: name one with ?format=md, html, docx or json. Nothing was stored.' });
    if (imports >= importsMax) return problem(c, { status: 503, detail: 'Too many files are being brought in now; nothing was stored. Try again in a moment.' });
    imports++;
    try {
      const isTooLong = Number(c.req.header('content-length') ?? 0) > importBytesMax;
      const bytes = isTooLong ? null : await readBody(c.req.raw.body, importBytesMax);
      if (bytes === null) return problem(c, { status: 413, detail: `The file is too large; the most is ${importBytesMax / 1_024 / 1_024} MiB. Nothing was stored.` });
      const { update, schemaVersion, files } = await convert.read({ format, bytes, title: asked.title === '' ? null : (asked.title ?? null), fallbackTitle: titleFrom(asked) });
      const documentId = asked.id ?? randomId();
      const refusal = await putFiles(context, documentId, files);
      if (refusal !== null) return problem(c, refusal);
      const made = await withinTime(context, () => documents.fill(documentId, { update, schemaVersion }));
      if (made === 'exists') return problem(c, { status: 409, detail: `There is a document ${JSON.stringify(documentId)} already; choose another id, or leave it out to have one drawn.` });
      const { title, createdAt, updatedAt } = made.meta;
      const body = { id: documentId, title, createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
      return c.json(body, 201, { location: `${documentsPath}/${encodeDocumentSegment(documentId)}` });
    } catch (error) {
      return problem(c, problemOf(error, `The file could not be read as ${nameOf[format]}`));
    } finally {
      imports--;
    }
  });
}

/**
 * Before the document, so that it never shows what is not there; all of them or none. What a crash leaves of them is removed like every file that
 * nothing refers to. [E8]
 */
async function putFiles({ files: slot, documents }: FeatureContext, documentId: string, files: readonly ConvertedFile[]): Promise<Problem<FileRefusalStatus> | null> {
  const service = slot.current;
  // Those of a document that is there are not touched.
  if (service === null || files.length === 0 || (await documents.get(documentId)) !== null) return null;
  for (const file of files) {
    const refusal = await service.add({ documentId, ...file });
    if (refusal === null) continue;
    await service.forget(documentId);
    return { ...refusal, detail: `A picture in it can not be kept. ${refusal.detail}` };
  }
  return null;
}

const nameOf: Readonly<Record<Format, string>> = { md: 'Markdown', html: 'HTML', docx: 'a Word document', json: 'JSON' };

function titleFrom({ name }: ImportQuery): string | null {
  const bare = name?.split(/[/\\]/).at(-1)?.replace(/\.\w+$/, '').trim();
  return bare === undefined || bare === '' ? null : bare;
}

function fileNameOf(title: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = title.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"<>:|?*/\\]/g, ' ').replaceAll(/\s+/g, ' ').trim();
  return clean.slice(0, 100).toWellFormed().trim() || 'document';
}

type ConversionStatus = 413 | 422 | 503;

/** Throws what is no matter of converting. */
function problemOf(error: unknown, what: string): Problem<ConversionStatus> {
  if (error instanceof RangeError) return { status: 422, detail: `${what}: it holds what no document may. Nothing was stored.` };
  if (!(error instanceof ConversionError)) throw error;
  switch (error.code) {
    case 'unreadable':
      return { status: 422, detail: `${what}. ${error.message} Nothing was stored.` };
    case 'too-much':
      return { status: 413, detail: `${what}. ${error.message} Nothing was stored.` };
    case 'busy':
      return { status: 503, detail: error.message };
  }
}
