/** Brings every file of a directory into a server, each as a document of its own. [E7] */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestClient } from './rest-client.ts';
import { TransferError } from './transfer-error.ts';

export interface ImportOptions {
  readonly client: Pick<RestClient, 'bring'>;
  readonly directory: string;
  readonly onProgress: (done: number, total: number) => void;
  /** One sentence for each file that could not be brought in. */
  readonly onFailure: (sentence: string) => void;
}

export interface ImportReport {
  readonly documents: number;
  readonly failures: number;
}

const known = /\.(md|markdown|txt|html?|docx|json)$/i;

export async function importDocuments({ client, directory, onProgress, onFailure }: ImportOptions): Promise<ImportReport> {
  const names = await filesOf(directory);
  let failures = 0;
  for (const [at, name] of names.entries()) {
    try {
      await client.bring({ name, bytes: await read(join(directory, name)) });
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      failures++;
      onFailure(`${name}: ${error.message}`);
    }
    onProgress(at + 1, names.length);
  }
  return { documents: names.length - failures, failures };
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new TransferError(`It can't be read: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

/** In the order of their names. What begins with a dot is nobody's document. */
async function filesOf(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new TransferError(`${directory} can't be read: ${error.message}.`);
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  return paths.filter((path) => known.test(path) && !path.split(/[/\\]/).some((part) => part.startsWith('.'))).toSorted((one, other) => (one < other ? -1 : 1));
}
