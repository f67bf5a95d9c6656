/** What goes in and out of `/api/documents`, as schemas. */
import { z } from '@hono/zod-openapi';
import { checkDocumentId, limits, ProtocolError } from '@scriptorium/protocol';
import type { DocumentEntry } from '../document-service.ts';

const pageSizeMax = 200;
const pageSizeDefault = 50;
const pageSizeRule = `a whole number from 1 to ${pageSizeMax}`;

export interface DocumentBody {
  id: string;
  title: string | null;
  updatedAt: string;
}

export const documentSchema: z.ZodType<DocumentBody> = z
  .object({
    id: z.string(),
    title: z.string().nullable().openapi({ description: 'Null where the document has none; it is listed by its id then.' }),
    updatedAt: z.iso.datetime(),
  })
  .openapi('Document');

export function toDocumentBody({ documentId, meta }: DocumentEntry): DocumentBody {
  return { id: documentId, title: meta.title, updatedAt: new Date(meta.updatedAt).toISOString() };
}

/** Inside of URLs; what it may be is checked on the path itself. [P3] */
export const documentParameters: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ description: 'The name, percent-encoded as one segment', example: 'notes%2F2026' }),
});

export const listQuery: z.ZodObject<{
  limit: z.ZodType<number, string | undefined>;
  cursor: z.ZodType<string | undefined, string | undefined>;
}> = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, pageSizeRule)
    .transform(Number)
    .pipe(z.number().min(1, pageSizeRule).max(pageSizeMax, pageSizeRule))
    .default(pageSizeDefault)
    .openapi({ type: 'integer', minimum: 1, maximum: pageSizeMax, default: pageSizeDefault }),
  cursor: z
    .string()
    .transform((cursor, context) => {
      const documentId = decodeCursor(cursor);
      if (documentId === null) context.addIssue('take it from `next` of the page before');
      return documentId ?? z.NEVER;
    })
    .optional()
    .openapi({ type: 'string', description: '`next` of the page before' }),
});

export interface ListBody {
  documents: DocumentBody[];
  next: string | null;
}

export const listSchema: z.ZodType<ListBody> = z.object({
  documents: z.array(documentSchema),
  next: z.string().nullable().openapi({ description: '`cursor` of the next page; null at the end' }),
});

/** A title is one line; whitespace at its ends is nobody's intention. */
const titleSchema = z
  .string()
  .trim()
  .max(limits.titleLengthMax, `at most ${limits.titleLengthMax} characters`)
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'one line, without control characters')
  .refine((title) => title.isWellFormed(), 'valid Unicode');

const idSchema = z.string().superRefine((id, context) => {
  try {
    checkDocumentId(id);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    context.addIssue(error.message.replace(/\.$/, ''));
  }
});

export interface CreateBody {
  id?: string | undefined;
  title?: string | undefined;
}

export const createSchema: z.ZodType<CreateBody, CreateBody> = z.strictObject({
  id: idSchema.optional().openapi({ description: 'Drawn at random where it is left out' }),
  title: titleSchema.optional(),
});

export interface RenameBody {
  title: string;
}

export const renameSchema: z.ZodType<RenameBody, RenameBody> = z.strictObject({
  title: titleSchema.openapi({ description: 'Empty takes the title away' }),
});

/** A cursor tells nobody what it is made of, so that the order may change one day. */
export function encodeCursor(documentId: string): string {
  const bytes = new TextEncoder().encode(documentId);
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function decodeCursor(cursor: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return checkDocumentId(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
