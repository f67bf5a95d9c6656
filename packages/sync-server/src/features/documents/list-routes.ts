/** Reading `/api/documents`: the list, sorted, searched and by pages, and one of it. */
import { createRoute } from '@hono/zod-openapi';
import { problem } from '../../problem.ts';
import type { CatalogEntry, CatalogPage } from './catalog.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { documentParameters, documentSchema, listQuery, listSchema, type DocumentBody, type ListQuery } from './document-schemas.ts';
import { excerptOf } from './excerpt.ts';
import { termsOf } from './fold.ts';
import { deleted, documentIdOf, documentsPath, forbidden, invalid, json, missing, notFound } from './paths.ts';
import { toDocumentBody, type Shelf } from './shelf.ts';

const listRoute = createRoute({
  method: 'get',
  path: documentsPath,
  summary: 'The documents: the last changed first, or by title, or those that hold some words',
  request: { query: listQuery },
  responses: { 200: { description: 'One page', content: json(listSchema) }, 400: invalid, 403: forbidden },
});

const getRoute = createRoute({
  method: 'get',
  path: `${documentsPath}/{id}`,
  summary: 'One document',
  request: { params: documentParameters },
  responses: { 200: { description: 'It', content: json(documentSchema) }, 400: invalid, 403: forbidden, 404: notFound, 410: deleted },
});

export function addListRoutes(shelf: Shelf): void {
  const { routes, documents, authorize, userOf } = shelf.context;
  routes.openapi(listRoute, async (c) => {
    const identity = c.get('identity');
    authorize(identity, null, 'list');
    const asked = c.req.valid('query');
    const after = asked.cursor === undefined ? null : decodeCursor(asked.cursor, asked.sort);
    if (asked.cursor !== undefined && after === null) {
      return problem(c, { status: 400, detail: 'The request is not valid: cursor: take it from `next` of the page before, with the same sort.' });
    }
    const page = await find(shelf, userOf(identity), { ...asked, after });
    const terms = termsOf(asked.query);
    const bodies = await Promise.all(page.entries.map((entry) => withExcerpt(shelf, entry, terms, toDocumentBody(shelf, identity, entry))));
    return c.json({ documents: bodies, next: page.next === null ? null : encodeCursor(page.next) }, 200);
  });
  routes.openapi(getRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'read');
    const entry = await documents.get(documentId);
    return entry === null ? problem(c, missing(documentId)) : c.json(toDocumentBody(shelf, c.get('identity'), entry), 200);
  });
}

async function find({ keeper, marks }: Shelf, user: string, asked: ListQuery & { readonly after: CatalogPage['next'] }): Promise<CatalogPage> {
  const { limit, sort, query, after, starred, template } = asked;
  if (query !== '') await keeper.loaded();
  const filter = (documentId: string): boolean =>
    (starred === undefined || marks.isStarred(user, documentId) === starred) && (template === undefined || marks.isTemplate(documentId) === template);
  return keeper.catalog.page({ limit, sort, query, filter, after });
}

/** Where the title does not hold all that was sought, the text says the rest. */
async function withExcerpt({ keeper }: Shelf, entry: CatalogEntry, terms: readonly string[], body: DocumentBody): Promise<DocumentBody> {
  const sought = terms.filter((term) => !entry.foldedTitle.includes(term));
  if (sought.length === 0) return body;
  const { folded } = keeper.catalog.texts.get(entry.documentId);
  const text = folded === '' ? '' : await keeper.textOf(entry.documentId);
  const excerpt = text === '' ? null : excerptOf({ text, folded }, sought);
  return excerpt === null ? body : { ...body, excerpt };
}
