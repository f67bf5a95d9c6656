/** A chat beside each document: posted over REST, told to the pages that are open, the last messages kept. The text is not touched. [C1–C4] */
import { createRoute } from '@hono/zod-openapi';
import { decodeDocumentPath } from '@scriptorium/protocol';
import { erasedAmong } from '../../erased-documents.ts';
import { limitBody } from '../../limit-body.ts';
import { problem, problemResponse } from '../../problem.ts';
import { withinTime } from '../../within-time.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { ChatLog, type ChatMessage } from './chat-log.ts';
import { afterQuery, documentParameters, messageSchema, messagesSchema, postSchema, type MessageBody } from './chat-schemas.ts';
import { RateLimit } from './rate-limit.ts';

export const chat: Feature = { name: 'chat', install };

const path = '/api/documents/{id}/chat';
const prefix = '/api/documents/';
const messagesMax = 200;
const rate = { burst: 8, everyMs: 1_500 };

const refusals = {
  400: problemResponse('The request is not valid, or the name is not allowed'),
  403: problemResponse('Not allowed'),
  404: problemResponse('There is no such document'),
  410: problemResponse('The document was deleted, or is in the trash'),
};

const listRoute = createRoute({
  method: 'get',
  path,
  summary: `The last messages beside a document, at most ${messagesMax}`,
  request: { params: documentParameters, query: afterQuery },
  responses: { 200: { description: 'They, the oldest first', content: { 'application/json': { schema: messagesSchema } } }, ...refusals },
});

const postRoute = createRoute({
  method: 'post',
  path,
  summary: 'Say something beside a document',
  middleware: [limitBody] as const,
  request: { params: documentParameters, body: { content: { 'application/json': { schema: postSchema } }, required: true } },
  responses: {
    201: { description: 'It is kept, and was told', content: { 'application/json': { schema: messageSchema } } },
    ...refusals,
    429: problemResponse('Too many messages; `Retry-After` says when the next may come'),
    503: problemResponse('The store does not take messages now'),
  },
});

async function install(context: FeatureContext): Promise<void> {
  const { clock, logger } = context;
  const log = new ChatLog(context.namespace(), messagesMax);
  const forget = (documentId: string): void => {
    log.forget(documentId).catch((error: unknown) => logger.warn({ err: error, documentId }, 'A chat was not removed; the next start does it.'));
  };
  context.onEvent(({ kind, documentId }) => (kind === 'erased' ? forget(documentId) : undefined));
  context.onClose(() => log.close());
  await forgetErased(context, log);
  addReading(context, log);
  addPosting(context, log, new RateLimit({ ...rate, now: () => clock.now() }));
}

/** A crash may have come between a document's end and that of its chat. */
async function forgetErased({ documents }: FeatureContext, log: ChatLog): Promise<void> {
  for (const documentId of await erasedAmong(documents, await log.documentIds())) await log.forget(documentId);
}

function addReading({ routes, documents, authorize }: FeatureContext, log: ChatLog): void {
  routes.openapi(listRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    authorize(c.get('identity'), documentId, 'read');
    if ((await documents.get(documentId)) === null) return problem(c, missing(documentId));
    const messages = await log.list(documentId, c.req.valid('query').after);
    return c.json({ messages: messages.map(toMessageBody) }, 200);
  });
}

function addPosting(context: FeatureContext, log: ChatLog, limit: RateLimit): void {
  const { routes, documents, authorize, userOf, clock, tell } = context;
  routes.openapi(postRoute, async (c) => {
    const documentId = documentIdOf(c.req.path);
    const identity = c.get('identity');
    authorize(identity, documentId, 'awareness');
    if ((await documents.get(documentId)) === null) return problem(c, missing(documentId));
    const { name, colour = null, text } = c.req.valid('json');
    const waitMs = limit.take(`${userOf(identity)} ${c.env.incoming.socket.remoteAddress ?? ''} ${name}`);
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000);
      c.header('retry-after', String(seconds));
      return problem(c, { status: 429, detail: `You are sending messages too fast; the next may come in ${seconds} s.` });
    }
    const message = await withinTime(context, () => log.add(documentId, { at: clock.now(), name, colour, text }));
    const body = toMessageBody(message);
    tell(documentId, { message: body });
    return c.json(body, 201);
  });
}

function documentIdOf(requestPath: string): string {
  return decodeDocumentPath(requestPath.slice(prefix.length, -'/chat'.length));
}

function missing(documentId: string): { readonly status: 404; readonly detail: string } {
  return { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` };
}

function toMessageBody({ id, at, name, colour, text }: ChatMessage): MessageBody {
  return { id, at: new Date(at).toISOString(), name, colour, text };
}
