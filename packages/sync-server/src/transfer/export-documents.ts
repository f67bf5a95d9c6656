/** Writes every document of a server into a directory, which is there whole or not at all. [E6] */
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RestClient } from './rest-client.ts';
import { TransferError } from './transfer-error.ts';

export interface ExportOptions {
  readonly client: RestClient;
  readonly directory: string;
  readonly format: 'md' | 'html' | 'docx' | 'json';
  readonly onProgress: (done: number) => void;
  /** One sentence for each document that could not be written. */
  readonly onFailure: (sentence: string) => void;
}

export interface ExportReport {
  readonly documents: number;
  readonly files: number;
  readonly failures: number;
}

const fileAddress = /\/api\/files\/([A-Za-z0-9_-]{43})/g;

const endings: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'application/pdf': '.pdf',
};

export async function exportDocuments({ client, directory, format, onProgress, onFailure }: ExportOptions): Promise<ExportReport> {
  await assertEmpty(directory);
  await mkdir(dirname(directory), { recursive: true });
  const made = await mkdtemp(join(dirname(directory), `.${basename(directory)}.unfinished-`));
  try {
    const names = new Map<string, string>();
    const files = new Map<string, string>();
    let failures = 0;
    for await (const { id, title } of client.list()) {
      try {
        const bytes = await client.take(id, format);
        const local = format === 'md' || format === 'html' ? await withFiles({ client, directory: made, files }, bytes) : bytes;
        await writeFile(join(made, nameFor(names, { id, title, format })), local);
      } catch (error) {
        if (!(error instanceof TransferError)) throw error;
        failures++;
        onFailure(`${JSON.stringify(id)}: ${error.message}`);
      }
      onProgress(names.size);
    }
    await rmdir(directory).catch(() => {});
    await rename(made, directory);
    return { documents: names.size, files: files.size, failures };
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function assertEmpty(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new TransferError(`${directory} can't be written to: ${error.message}.`);
  });
  if (entries.length > 0) throw new TransferError(`${directory} is not empty; name a directory that is empty or not there.`);
}

/** Pictures and files come with it, and the document shows them from there. */
async function withFiles(
  { client, directory, files }: { readonly client: RestClient; readonly directory: string; readonly files: Map<string, string> },
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const text = new TextDecoder().decode(bytes);
  const ids = new Set(Array.from(text.matchAll(fileAddress), ([, fileId]) => fileId ?? ''));
  for (const fileId of ids) {
    if (files.has(fileId)) continue;
    const file = await client.file(fileId).catch((error: unknown) => {
      if (error instanceof TransferError) return null;
      throw error;
    });
    // A file that is gone: the address stays as it is.
    if (file === null) continue;
    const name = `${fileId}${endings[file.type] ?? ''}`;
    await mkdir(join(directory, 'files'), { recursive: true });
    await writeFile(join(directory, 'files', name), file.bytes);
    files.set(fileId, `files/${name}`);
  }
  return new TextEncoder().encode(text.replaceAll(fileAddress, (address, fileId: string) => files.get(fileId) ?? address));
}

const nameUnitsMax = 80;

/** After the title, so that people find it; two of one title are told apart. */
function nameFor(names: Map<string, string>, { id, title, format }: { readonly id: string; readonly title: string | null; readonly format: string }): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = (title ?? id).replaceAll(/[\u0000-\u001f\u007f-\u009f"<>:|?*/\\]/g, ' ').replaceAll(/\s+/g, ' ').replaceAll(/^[. ]+|[. ]+$/g, '');
  const base = clean.slice(0, nameUnitsMax).toWellFormed().trim() || 'document';
  let name = `${base}.${format}`;
  // Some file systems do not tell case apart.
  for (let count = 2; names.has(name.toLowerCase()); count++) name = `${base} (${count}).${format}`;
  names.set(name.toLowerCase(), id);
  return name;
}
