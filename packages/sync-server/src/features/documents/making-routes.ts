/** Making documents: empty ones, from a template, and as a copy of another. */
import { createRoute } from '@hono/zod-openapi';
import { encodeDocumentSegment, limits } from '@scriptorium/protocol';
import { problem } from '../../problem.ts';
import type { DocumentEntry } from '../document-service.ts';
import { createSchema, documentParameters, documentSchema, duplicateSchema, titleOf } from './document-schemas.ts';
import { limitBody } from '../../limit-body.ts';
import { deleted, documentIdOf, documentsPath, forbidden, invalid, json, missing, notFound, taken, tooLarge, unavailable } from './paths.ts';
import { toDocumentBody, type Shelf } from './shelf.ts';
import { withinTime } from '../../within-time.ts';

const made = { description: 'It is there; `Location` says where', content: json(documentSchema) };

const createDocumentRoute = createRoute({
  method: 'post',
  path: documentsPath,
  summary: 'Make a document, empty or from a template',
  middleware: [limitBody] as const,
  request: { body: { content: json(createSchema), required: true } },
  responses: { 201: made, 400: invalid, 403: forbidden, 404: notFound, 409: taken, 410: deleted, 413: tooLarge, 503: unavailable },
});

const duplicateRoute = createRoute({
  method: 'post',
  path: `${documentsPath}/{id}/duplicate`,
  summary: 'Make a copy of a document',
  middleware: [limitBody] as const,
  request: { params: documentParameters, body: { content: json(duplicateSchema), required: true } },
  responses: { 201: made, 400: invalid, 403: forbidden, 404: notFound, 409: taken, 410: deleted, 413: tooLarge, 503: unavailable },
});

export function addMakingRoutes(shelf: Shelf): void {
  const { context, keeper } = shelf;
  const { routes, documents, authorize, randomId } = context;
  routes.openapi(createDocumentRoute, async (c) => {
    const { id, title, template } = c.req.valid('json');
    const identity = c.get('identity');
    authorize(identity, id ?? null, 'create');
    const documentId = id ?? randomId();
    if (template !== undefined) {
      authorize(identity, template, 'read');
      const copied = await copy(shelf, { from: template, to: documentId, title: titleOf(title) });
      if (copied === null) return problem(c, missing(template));
      return copied === 'exists' ? problem(c, alreadyThere(documentId)) : c.json(toDocumentBody(shelf, identity, copied), 201, locationOf(documentId));
    }
    const entry = await withinTime(context, () => keeper.show(documentId, () => documents.create(documentId, titleOf(title))));
    if (entry === 'exists') return problem(c, alreadyThere(documentId));
    return c.json(toDocumentBody(shelf, identity, entry), 201, locationOf(documentId));
  });
  routes.openapi(duplicateRoute, async (c) => {
    const { id, title } = c.req.valid('json');
    const identity = c.get('identity');
    const from = documentIdOf(c.req.path);
    authorize(identity, from, 'read');
    authorize(identity, id ?? null, 'create');
    const to = id ?? randomId();
    const source = await documents.get(from);
    if (source === null) return problem(c, missing(from));
    const copied = await copy(shelf, { from, to, title: titleOf(title) ?? titleOfCopy(source) });
    if (copied === null) return problem(c, missing(from));
    return copied === 'exists' ? problem(c, alreadyThere(to)) : c.json(toDocumentBody(shelf, identity, copied), 201, locationOf(to));
  });
}

/** With a title of its own, or that of the source where it is null. Null where there is no source. One commit. [D8] */
async function copy(
  { context, keeper }: Shelf,
  { from, to, title }: { readonly from: string; readonly to: string; readonly title: string | null },
): Promise<DocumentEntry | 'exists' | null> {
  return await withinTime(context, async () => {
    const { documents } = context;
    const content = await documents.content(from, title);
    if (content === null) return null;
    return await keeper.show(to, () => documents.fill(to, content));
  });
}

function titleOfCopy({ meta }: DocumentEntry): string | null {
  const suffix = ' (copy)';
  return meta.title === null ? null : `${meta.title.slice(0, limits.titleLengthMax - suffix.length).toWellFormed()}${suffix}`;
}

function locationOf(documentId: string): { readonly location: string } {
  return { location: `${documentsPath}/${encodeDocumentSegment(documentId)}` };
}

function alreadyThere(documentId: string): { readonly status: 409; readonly detail: string } {
  return { status: 409, detail: `There is a document ${JSON.stringify(documentId)} already; choose another id, or leave it out to have one drawn.` };
}
