/** Taking files in: the body is the file, streamed to the disk as it comes. [F1–F3] */
import { createRoute, z } from '@hono/zod-openapi';
import { decodeDocumentPath } from '@scriptorium/protocol';
import { problem, problemResponse, type Problem } from '../../problem.ts';
import type { FeatureContext } from '../feature.ts';
import type { FileRefusalStatus } from '../file-service.ts';
import { documentParameters, filesSchema, fileSchema, uploadQuery, type FileBody } from './file-schemas.ts';
import type { FileStore, StoredFile } from './file-store.ts';
import { imageTypes } from './sniff.ts';
import type { Refusal } from './upload-refused.ts';

const path = '/api/documents/{id}/files';
const prefix = '/api/documents/';
export const filesPath = '/api/files';

const invalid = problemResponse('The request is not valid, or the name is not allowed');
const forbidden = problemResponse('Not allowed');
const missing = problemResponse('There is no such document');
const deleted = problemResponse('The document was deleted, or is in the trash');

const uploadRoute = createRoute({
  method: 'post',
  path,
  summary: 'Upload a file or an image under a document; the body is the file',
  request: {
    params: documentParameters,
    query: uploadQuery,
    body: { required: true, content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    201: { description: 'It is stored', content: { 'application/json': { schema: fileSchema } } },
    400: invalid,
    403: forbidden,
    404: missing,
    410: deleted,
    413: problemResponse('It is too large'),
    415: problemResponse('It was sent as an image and is none'),
    503: problemResponse('The store does not take files now'),
    507: problemResponse('There is no room for it'),
  },
});

const listRoute = createRoute({
  method: 'get',
  path,
  summary: 'The files under a document',
  request: { params: documentParameters },
  responses: {
    200: { description: 'They', content: { 'application/json': { schema: filesSchema } } },
    400: invalid,
    403: forbidden,
    404: missing,
    410: deleted,
  },
});

export interface FileRoutesOptions {
  readonly context: FeatureContext;
  readonly files: FileStore;
}

export function addUploadRoutes({ context, files }: FileRoutesOptions): void {
  const { routes, documents, authorize, randomId, config } = context;
  routes.openapi(uploadRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'write');
    if ((await documents.get(documentId)) === null) return problem(c, { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` });
    if (context.storeStatus().state === 'failing') return problem(c, { status: 503, detail: 'The disk takes no files now; nothing was stored. Try again in a moment.' });
    const refusal = files.refusalOf(Number(c.req.header('content-length') ?? 0));
    if (refusal !== null) return problem(c, problemOf(refusal, config));
    const { name } = c.req.valid('query');
    const mustBeImage = (c.req.header('content-type') ?? '').startsWith('image/');
    const body = c.req.raw.body ?? new Blob([]).stream();
    const stored = await files.add({ documentId, name, body, mustBeImage, blob: randomId() });
    return typeof stored === 'string' ? problem(c, problemOf(stored, config)) : c.json(toFileBody(stored, name), 201);
  });
  routes.openapi(listRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'read');
    if ((await documents.get(documentId)) === null) return problem(c, { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` });
    return c.json({ files: files.list(documentId).map((file) => toFileBody(file, file.name)) }, 200);
  });
}

function documentIdOf(requestPath: string): string {
  return decodeDocumentPath(requestPath.slice(prefix.length, -'/files'.length));
}

function toFileBody({ fileId, bytes, type }: StoredFile, name: string): FileBody {
  return { id: fileId, url: `${filesPath}/${fileId}`, name, bytes, type };
}

/** Each says what the person can do. */
export function problemOf(refusal: Refusal, { fileSizeMaxMiB, filesQuotaMiB }: FeatureContext['config']): Problem<FileRefusalStatus> {
  switch (refusal) {
    case 'empty':
      return { status: 400, detail: 'The file is empty; nothing was stored.' };
    case 'file-too-large':
      return { status: 413, detail: `The file is too large; the most that this server takes is ${fileSizeMaxMiB} MiB. Nothing was stored.` };
    case 'quota':
      return { status: 507, detail: `The files of this server have reached the ${filesQuotaMiB} MiB that they may take; nothing was stored. Remove some, or ask whoever runs it.` };
    case 'busy':
      return { status: 503, detail: 'Too many files are being uploaded now; nothing was stored. Try again in a moment.' };
    case 'no-image':
      return { status: 415, detail: `The file is not an image that can be shown (${imageTypes.map((type) => type.slice(6)).join(', ')}); nothing was stored.` };
  }
}
