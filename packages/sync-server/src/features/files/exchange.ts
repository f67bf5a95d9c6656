/** Files for those who take documents in and out: images given out whole, and files put under a document from memory. */
import type { FeatureContext } from '../feature.ts';
import type { FileService } from '../file-service.ts';
import { chunkBytes } from './file-records.ts';
import type { FileStore } from './file-store.ts';
import { isImage } from './sniff.ts';
import { problemOf } from './upload-route.ts';

export function createFileService({ context, files }: { readonly context: FeatureContext; readonly files: FileStore }): FileService {
  return {
    images: (documentId, bytesMax) => imagesOf(files, { documentId, bytesMax }),
    add: async ({ documentId, name, bytes }) => {
      const stored = await files.add({ documentId, name, body: whole(bytes), mustBeImage: false, blob: context.randomId() });
      return typeof stored === 'string' ? problemOf(stored, context.config) : null;
    },
    forget: (documentId) => files.forget(documentId),
  };
}

async function imagesOf(files: FileStore, { documentId, bytesMax }: { readonly documentId: string; readonly bytesMax: number }): Promise<ReadonlyMap<string, Uint8Array>> {
  const images = new Map<string, Uint8Array>();
  let left = bytesMax;
  for (const { fileId, bytes, type } of files.list(documentId)) {
    if (!isImage(type) || bytes > left) continue;
    const read = await readWhole(files, fileId, bytes);
    if (read === null) continue;
    left -= bytes;
    images.set(fileId, read);
  }
  return images;
}

/** Null where it was removed meanwhile, or is damaged. */
async function readWhole(files: FileStore, fileId: string, bytes: number): Promise<Uint8Array | null> {
  const read = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += chunkBytes) {
    const chunk = await files.chunk(fileId, at / chunkBytes);
    if (chunk === null || at + chunk.byteLength > bytes) return null;
    read.set(chunk, at);
  }
  return read;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
