/** What a document may hold, for programs without a page: the same types, without anything that is drawn or typed. */
import { getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { schemaExtensions, type SchemaOptions } from './schema.ts';

export { SCHEMA_VERSION } from './schema.ts';

/** Words are for node views, which are not made here. */
const wordless: SchemaOptions = {
  taskLabel: (text) => text,
  callout: { kindLabel: (kind) => kind },
  details: { toggleLabel: String, summaryPlaceholder: '' },
  code: { codeLanguage: '', plainCode: '', copyCode: '', codeCopied: '' },
  math: { emptyLabel: '', faultLabel: String, onEdit: () => {} },
  image: { elsewhereLabel: String, serverUrl: '' },
};

export function createSchema(): Schema {
  return getSchema(schemaExtensions(wordless));
}
