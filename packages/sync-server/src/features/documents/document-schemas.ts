/** What goes in and out of `/api/documents`, as schemas. */
import { z } from '@hono/zod-openapi';
import { checkDocumentId, limits, ProtocolError } from '@scriptorium/protocol';
import type { Sort } from './order.ts';

const pageSizeMax = 200;
const pageSizeDefault = 50;
const pageSizeRule = `a whole number from 1 to ${pageSizeMax}`;

export interface DocumentBody {
  id: string;
  title: string | null;
  createdAt: string;
  updatedAt: string;
  starred: boolean;
  template: boolean;
  excerpt?: string | undefined;
}

const documentShape = {
  id: z.string(),
  title: z.string().nullable().openapi({ description: 'Null where the document has none; it is listed by its id then.' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime().openapi({ description: 'In the list up to a minute late for a document that is being written' }),
  starred: z.boolean().openapi({ description: 'By whoever asks' }),
  template: z.boolean(),
  excerpt: z.string().optional().openapi({ description: 'The words around what was sought, where the title does not hold all of it' }),
};

export const documentSchema: z.ZodType<DocumentBody> = z.object(documentShape).openapi('Document');

export interface TrashedBody extends DocumentBody {
  trashedAt: string;
  erasedAt: string;
}

export const trashSchema: z.ZodType<{ documents: TrashedBody[] }> = z.object({
  documents: z.array(
    z
      .object({
        ...documentShape,
        trashedAt: z.iso.datetime(),
        erasedAt: z.iso.datetime().openapi({ description: 'When it is erased by itself' }),
      })
      .openapi('TrashedDocument'),
  ),
});

/** Inside of URLs; what it may be is checked on the path itself. [P3] */
export const documentParameters: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ description: 'The name, percent-encoded as one segment', example: 'notes%2F2026' }),
});

export interface ListQuery {
  readonly limit: number;
  readonly sort: Sort;
  readonly query: string;
  readonly starred?: boolean | undefined;
  readonly template?: boolean | undefined;
  readonly cursor?: string | undefined;
}

/** More is nobody's search. */
const queryLengthMax = 1_000;

const flag = z
  .enum(['true', 'false'], 'true or false')
  .transform((text) => text === 'true')
  .openapi({ type: 'boolean' });

const listShape = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, pageSizeRule)
    .transform(Number)
    .pipe(z.number().min(1, pageSizeRule).max(pageSizeMax, pageSizeRule))
    .default(pageSizeDefault)
    .openapi({ type: 'integer', minimum: 1, maximum: pageSizeMax, default: pageSizeDefault }),
  sort: z
    .enum(['updated', 'title', 'id'], 'updated, title or id')
    .default('updated')
    .openapi({ description: 'What is sought and in the title comes before the others in each order' }),
  query: z
    .string()
    .max(queryLengthMax, `at most ${queryLengthMax} characters`)
    .default('')
    .openapi({ description: 'Words, all of which are in the title or in the text; case and accents do not count' }),
  starred: flag.optional(),
  template: flag.optional(),
  cursor: z.string().max(8_192, 'take it from `next` of the page before').optional().openapi({ description: '`next` of the page before, which had the same sort' }),
};

export const listQuery: z.ZodObject<{ [Name in keyof ListQuery]-?: z.ZodType<ListQuery[Name], string | undefined> }> = z.object(listShape);

export const deleteQuery: z.ZodObject<{ forever: z.ZodType<boolean, string | undefined> }> = z.object({
  forever: flag.default(false).openapi({ description: 'Erase it at once, also out of the trash' }),
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
  template?: string | undefined;
}

export const createSchema: z.ZodType<CreateBody, CreateBody> = z.strictObject({
  id: idSchema.optional().openapi({ description: 'Drawn at random where it is left out' }),
  title: titleSchema.optional(),
  template: idSchema.optional().openapi({ description: 'The id of a document to copy; its title is taken where none is given' }),
});

export interface DuplicateBody {
  id?: string | undefined;
  title?: string | undefined;
}

export const duplicateSchema: z.ZodType<DuplicateBody, DuplicateBody> = z.strictObject({
  id: idSchema.optional().openapi({ description: 'Drawn at random where it is left out' }),
  title: titleSchema.optional().openapi({ description: 'That of the original and "(copy)" where it is left out' }),
});

export interface ChangeBody {
  title?: string | undefined;
  template?: boolean | undefined;
}

export const changeSchema: z.ZodType<ChangeBody, ChangeBody> = z
  .strictObject({
    title: titleSchema.optional().openapi({ description: 'Empty takes the title away' }),
    template: z.boolean().optional().openapi({ description: 'Whether it is offered to begin new documents with' }),
  })
  .refine(({ title, template }) => title !== undefined || template !== undefined, 'say a title, or whether it is a template');

/** None where it is empty. */
export function titleOf(title: string | undefined): string | null {
  return title === undefined || title === '' ? null : title;
}
