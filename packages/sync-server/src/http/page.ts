/** The built editor: its index page, with a nonce of its own in every response, and its other files. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { indexStaticFiles, type StaticFiles } from './static-files.ts';

/** What the build writes where the nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__';

export interface Page {
  /** The index page under this nonce. */
  render(nonce: string): string;
  readonly files: StaticFiles;
}

/** Null where the editor is not built. Reads the directory once: a later build needs a new start. */
export async function loadPage(directory: string): Promise<Page | null> {
  const html = await readFile(join(directory, 'index.html'), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (html === null) return null;
  const files = await indexStaticFiles(directory);
  return { files, render: (nonce) => html.replaceAll(noncePlaceholder, nonce) };
}

/** Where `@scriptorium/editor` is built to. */
export function builtEditorDirectory(): string {
  const manifest = createRequire(import.meta.url).resolve('@scriptorium/editor/package.json');
  return join(dirname(manifest), 'dist', 'page');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
