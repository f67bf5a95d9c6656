/** Documents out as files, and in from them, as the server's export and import do it. */
import { type DocumentEntry, readEntry, urlOf } from './documents.ts';
import type { ExportFormat } from './export-formats.ts';
import { ApiError, readProblem } from './request.ts';
import { type SendFileOptions, sendFile } from './send-file.ts';

/** What is on the server's disk. */
export async function exportDocument(id: string, format: ExportFormat): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(`${urlOf(id)}/export?format=${format}`);
    if (response.ok) return await response.blob();
  } catch (cause) {
    throw new ApiError('unreachable', { status: 0, title: 'No answer from the server.', cause });
  }
  let problem: unknown = null;
  try {
    problem = await response.json();
  } catch {
    // Then the status says what there is to say.
  }
  throw readProblem(response.status, problem);
}

/** A new document of a file; the ending of its name says what it is. */
export async function importFile(file: File, id: string, options: Pick<SendFileOptions, 'onProgress' | 'signal'>): Promise<DocumentEntry> {
  const query = new URLSearchParams({ id, name: file.name });
  return readEntry(await sendFile({ ...options, url: `/api/documents/import?${query.toString()}`, file, type: file.type }));
}
