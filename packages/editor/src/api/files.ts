/** Files of a document, as the server takes them. */
import { urlOf } from './documents.ts';
import { ApiError, readObject } from './request.ts';
import { type SendFileOptions, sendFile } from './send-file.ts';

export interface StoredFile {
  readonly url: string;
  readonly name: string;
  /** As its bytes say. */
  readonly type: string;
}

/** `server`: what stands before its paths; empty on its own page. */
export type UploadOptions = Pick<SendFileOptions, 'onProgress' | 'signal' | 'token'> & { readonly server?: string };

export async function uploadFile(documentId: string, file: File, { server = '', ...options }: UploadOptions): Promise<StoredFile> {
  const url = `${server}${urlOf(documentId)}/files?${new URLSearchParams({ name: file.name }).toString()}`;
  const answer = readObject(await sendFile({ ...options, url, file, type: file.type }));
  const { url: address, name, type } = answer;
  if (typeof address !== 'string' || !address.startsWith('/api/files/')) {
    throw new ApiError('unreadable', { status: 200, title: 'The answer holds no address of the file.' });
  }
  return { url: address, name: typeof name === 'string' ? name : file.name, type: typeof type === 'string' ? type : '' };
}
