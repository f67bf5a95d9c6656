/** The schema with words that say nothing, for tests. */
import type { SchemaOptions } from '../document/schema.ts';

export const plainSchema: SchemaOptions = {
  taskLabel: (text) => text,
  callout: { kindLabel: (kind) => kind },
  details: { toggleLabel: (isOpen) => (isOpen ? 'fold' : 'unfold'), summaryPlaceholder: 'summary' },
  code: { codeLanguage: 'language', plainCode: 'plain', copyCode: 'copy', codeCopied: 'copied' },
  math: { emptyLabel: 'empty', faultLabel: (message) => message, onEdit: () => {} },
  image: { elsewhereLabel: (host) => host, serverUrl: '' },
};
