/** Giving files out, so that nothing in them can run. [F5, F6] */
import { createRoute, z } from '@hono/zod-openapi';
import { PersistenceError } from '@scriptorium/persistence';
import type { Identity } from '../../auth/identity.ts';
import { problem, problemResponse } from '../../problem.ts';
import { chunkBytes, fileIdPattern } from './file-records.ts';
import { fileParameters } from './file-schemas.ts';
import type { FileStore } from './file-store.ts';
import { isImage } from './sniff.ts';
import { filesPath, type FileRoutesOptions } from './upload-route.ts';

const route = createRoute({
  method: 'get',
  path: `${filesPath}/{file}`,
  summary: 'A file',
  request: { params: fileParameters },
  responses: {
    200: { description: 'It', content: { '*/*': { schema: z.string().openapi({ format: 'binary' }) } } },
    304: { description: 'It is as `If-None-Match` says' },
    404: problemResponse('There is no such file, or none in a document that you may read'),
  },
});

export function addDownloadRoute({ context, files }: FileRoutesOptions): void {
  context.routes.openapi(route, async (c) => {
    const fileId = c.req.path.slice(filesPath.length + 1);
    const found = fileIdPattern.test(fileId) ? files.get(fileId) : null;
    const documentId = found === null ? null : await readableDocument(context, c.get('identity'), found.documentIds);
    if (found === null || documentId === null) {
      return problem(c, { status: 404, detail: 'There is no such file, or none in a document that you may read.' });
    }
    const etag = `"${fileId}"`;
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, { etag });
    const headers = { ...headersOf(found.type, found.nameFor(documentId)), etag, 'content-length': String(found.bytes) };
    return c.body(streamOf(files, found), 200, headers);
  });
}

/** A file is as open as the most open document that refers to it. */
async function readableDocument(
  { authorize, documents }: FileRoutesOptions['context'],
  identity: Identity,
  documentIds: readonly string[],
): Promise<string | null> {
  for (const documentId of documentIds) {
    try {
      authorize(identity, documentId, 'read');
      if ((await documents.get(documentId)) !== null) return documentId;
    } catch (error) {
      const isClosed = error instanceof PersistenceError && error.code === 'document-deleted';
      const isForbidden = error instanceof Error && 'code' in error && error.code === 'forbidden';
      if (!isClosed && !isForbidden) throw error;
    }
  }
  return null;
}

/** An image is shown; everything else is handed out to be saved, as bytes without a meaning, unless it is a PDF. In neither can anything run. */
function headersOf(type: string, name: string): Record<string, string> {
  const disposition = isImage(type) ? 'inline' : 'attachment';
  const plain = name.replaceAll(/[^\u0020-\u007e]|["\\%]/g, '_');
  return {
    'content-type': type,
    'content-disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escapeCharacter)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    // The name is the hash: it never changes. Who may read it does.
    'cache-control': 'private, max-age=86400, immutable',
  };
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A chunk at a time, as the reader takes them. */
function streamOf(files: FileStore, { fileId, bytes }: { readonly fileId: string; readonly bytes: number }): ReadableStream<Uint8Array> {
  let index = 0;
  return new ReadableStream({
    async pull(controller) {
      const chunk = await files.chunk(fileId, index);
      index++;
      if (chunk === null) controller.error(new Error('The file was removed while it was read, or is damaged.'));
      else controller.enqueue(chunk);
      if (index * chunkBytes >= bytes) controller.close();
    },
  });
}
