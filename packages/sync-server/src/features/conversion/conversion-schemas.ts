/** What goes in and out of import and export, as schemas. */
import { z } from '@hono/zod-openapi';
import { checkDocumentId, limits, ProtocolError } from '@scriptorium/protocol';
import type { Format } from '../conversion-service.ts';

export const mediaTypes: Readonly<Record<Format, string>> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json',
};

const format = z.enum(['md', 'html', 'docx', 'json'], 'md, html, docx or json');

export const documentParameters: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ description: "The document's name, percent-encoded as one segment" }),
});

export const exportQuery: z.ZodObject<{ format: z.ZodType<Format, string> }> = z.object({ format });

export interface ImportQuery {
  readonly format?: Format | undefined;
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly name?: string | undefined;
}

const id = z.string().superRefine((given, context) => {
  try {
    checkDocumentId(given);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    context.addIssue(error.message.replace(/\.$/, ''));
  }
});

const line = z
  .string()
  .trim()
  .max(limits.titleLengthMax, `at most ${limits.titleLengthMax} characters`)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'one line, without control characters')
  .refine((text) => text.isWellFormed(), 'valid Unicode');

export const importQuery: z.ZodObject<{ [Name in keyof ImportQuery]-?: z.ZodType<ImportQuery[Name], string | undefined> }> = z.object({
  format: format.optional().openapi({ description: 'Where it is left out, the name or the Content-Type says' }),
  id: id.optional().openapi({ description: 'Drawn at random where it is left out' }),
  title: line.optional().openapi({ description: 'In the place of the first heading' }),
  name: line.optional().openapi({ description: 'Of the file: the title where the file has none, without its ending' }),
});

export interface ImportedBody {
  id: string;
  title: string | null;
  createdAt: string;
  updatedAt: string;
}

export const importedSchema: z.ZodType<ImportedBody> = z
  .object({ id: z.string(), title: z.string().nullable(), createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .openapi('ImportedDocument');

const endings: readonly (readonly [ending: string, format: Format])[] = [
  ['md', 'md'],
  ['markdown', 'md'],
  ['txt', 'md'],
  ['html', 'html'],
  ['htm', 'html'],
  ['docx', 'docx'],
  ['json', 'json'],
];

/** Null where nothing says which it is. */
export function formatOf({ format: said, name }: ImportQuery, contentType: string): Format | null {
  if (said !== undefined) return said;
  const ending = /\.(\w+)$/.exec(name ?? '')?.[1]?.toLowerCase();
  const named = endings.find(([known]) => known === ending)?.[1];
  if (named !== undefined) return named;
  const type = contentType.split(';')[0]?.trim();
  if (type === 'text/markdown' || type === 'text/plain') return 'md';
  if (type === 'text/html') return 'html';
  if (type === mediaTypes.docx) return 'docx';
  return type === 'application/json' ? 'json' : null;
}
