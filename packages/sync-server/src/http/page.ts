/** The built editor: its index page, with a nonce of its own in every response, and its other files. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { indexStaticFiles, type StaticFiles } from './static-files.ts';

/** What the build writes where the nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__';

/** What a document's page will ask for: in a comment, since the list needs none of it. */
const documentFiles = /<!--document:(.*?)-->/;

export interface Page {
  /** The index page under this nonce, for the list or for a document. */
  render(nonce: string, kind: 'list' | 'document'): string;
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
  const pages = { list: html.replace(documentFiles, ''), document: html.replace(documentFiles, '$1') };
  return { files, render: (nonce, kind) => pages[kind].replaceAll(noncePlaceholder, nonce) };
}

/** Where `@scriptorium/editor` is built to. */
export function builtEditorDirectory(): string {
  const manifest = createRequire(import.meta.url).resolve('@scriptorium/editor/package.json');
  return join(dirname(manifest), 'dist', 'page');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
