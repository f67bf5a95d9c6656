/** What a document may hold, for pages and programs that have TipTap or ProseMirror and no editor of ours. */
import { type AnyExtension, getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { extensionsElsewhere } from '../document/elsewhere.ts';
import { SCHEMA_VERSION as version, type SchemaOptions, schemaExtensions } from '../document/schema.ts';

/** To be told to the server by whoever writes with these extensions, or newer ones: `?schema=<version>`. [P23] */
export const SCHEMA_VERSION: number = version;

const words: Omit<SchemaOptions, 'image'> = {
  taskLabel: (text, isDone) => `${isDone ? 'Done' : 'To do'}: ${text}`,
  callout: { kindLabel: (kind) => kind },
  details: { toggleLabel: (isOpen) => (isOpen ? 'Fold' : 'Unfold'), summaryPlaceholder: 'Summary' },
  code: { codeLanguage: 'Language', plainCode: 'Plain text', copyCode: 'Copy', codeCopied: 'Copied' },
  math: { emptyLabel: 'Empty formula', faultLabel: String, onEdit: () => {} },
};

/** For programs that read or write documents without drawing them. */
export function createSchema(): Schema {
  return getSchema(createExtensions({ serverUrl: '' }));
}

/**
 * The TipTap extensions of every node and mark, without collaboration, carets or keys: put your own Collaboration beside them.
 * `serverUrl`: where pictures and files are asked for; empty on the server's own page.
 */
export function createExtensions({ serverUrl }: { readonly serverUrl: string }): AnyExtension[] {
  const server = serverUrl.replace(/\/$/, '');
  const image = { elsewhereLabel: (host: string) => host, serverUrl: server };
  const extensions = schemaExtensions({ ...words, image });
  return server === '' ? extensions : extensionsElsewhere(extensions, server);
}
