/** What goes wrong over HTTP, said once: `application/problem+json` (RFC 9457), and which error is which status. */
import { STATUS_CODES } from 'node:http';
import { z } from '@hono/zod-openapi';
import { PersistenceError, type PersistenceErrorCode } from '@scriptorium/persistence';
import { ProtocolError } from '@scriptorium/protocol';
import type { Context, TypedResponse } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AuthError } from './auth/auth-error.ts';
import { WorkerError } from './room/document-worker/worker-contract.ts';

/** `detail` is one sentence: what, which, and what to do. */
export interface Problem<Status extends ContentfulStatusCode = ContentfulStatusCode> {
  readonly status: Status;
  readonly detail: string;
}

interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
}

export const problemType = 'application/problem+json';

const problemSchema: z.ZodType<ProblemBody> = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .openapi('Problem');

/** Throw away nothing that the log wants: a null is an error of ours, to be logged and answered 500. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof HTTPException) return { status: contentful(error.status), detail: sentenceOf(error) };
  if (error instanceof ProtocolError) return { status: error.code === 'too-large' || error.code === 'document-full' ? 413 : 400, detail: error.message };
  if (error instanceof AuthError) return { status: error.code === 'unauthenticated' ? 401 : 403, detail: error.message };
  if (error instanceof PersistenceError) return { status: statusOfStore(error.code), detail: error.message };
  if (error instanceof WorkerError && error.code === 'busy') return { status: 503, detail: error.message };
  return null;
}

export function bodyOf({ status, detail }: Problem): ProblemBody {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail };
}

/** A handler's answer where something expected went wrong. */
export function problem<Status extends ContentfulStatusCode>(
  c: Context,
  given: Problem<Status>,
): Response & TypedResponse<ProblemBody, Status, 'json'> {
  return c.json(bodyOf(given), given.status, { 'content-type': problemType });
}

/** For a route's declaration. */
export interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof problemSchema } };
}

export function problemResponse(description: string): ProblemResponse {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

function sentenceOf(error: HTTPException): string {
  if (error.status === 415) return 'The body has a type that is not taken here; send application/json.';
  const said = error.message === '' ? (STATUS_CODES[error.status] ?? 'Error') : error.message;
  return said.endsWith('.') ? said : `${said}.`;
}

function contentful(status: number): ContentfulStatusCode {
  switch (status) {
    case 400:
    case 401:
    case 403:
    case 404:
    case 409:
    case 410:
    case 411:
    case 413:
    case 415:
    case 503:
      return status;
    default:
      return 500;
  }
}

function statusOfStore(code: PersistenceErrorCode): ContentfulStatusCode {
  switch (code) {
    case 'document-deleted':
      return 410;
    case 'too-large':
      return 413;
    case 'document-damaged':
      return 500;
    case 'locked':
    case 'unwritable':
    case 'missing':
    case 'behind-sentinel':
    case 'corrupt':
    case 'newer-format':
    case 'closed':
      return 503;
  }
}
