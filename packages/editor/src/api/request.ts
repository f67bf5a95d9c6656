/** One JSON request to the page's own server; what goes wrong comes as `ApiError`, from problem+json where it is sent. */

/** `unreachable`: no answer. `unreadable`: an answer that is none of ours. `refused`: the server's own no. */
export type ApiErrorCode = 'unreachable' | 'unreadable' | 'refused';

export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** The HTTP status; 0 when the server was not reached. */
  readonly status: number;
  /** What the server says to do about it, or empty. */
  readonly detail: string;

  constructor(code: ApiErrorCode, problem: ProblemOptions) {
    super(problem.title, { cause: problem.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = problem.status;
    this.detail = problem.detail ?? '';
  }
}

/** What the server itself says about its refusal; null where something else went wrong. */
export function refusalOf(error: unknown): string | null {
  return error instanceof ApiError && error.code === 'refused' ? error.detail || error.message : null;
}

interface ProblemOptions {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly cause?: unknown;
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** A server that takes longer to answer a question counts as none. */
const answerWithinMs = 10_000;

/** Gives the decoded body, or null where there is none. Throws `ApiError`, or the abort's own error. */
export async function request(url: string, { method = 'GET', body, signal }: RequestOptions = {}): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: withinTime(method, signal),
    });
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new ApiError('unreachable', { status: 0, title: 'No answer from the server.', cause });
  }
  const value = readJson(response, text);
  if (!response.ok) throw readProblem(response.status, value);
  return value;
}

/** Any JSON value as an object to look into. */
export function readObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** What changes something is waited for: it may have been done although no answer came. */
function withinTime(method: string, signal: AbortSignal | undefined): AbortSignal | null {
  if (method !== 'GET') return signal ?? null;
  const limit = AbortSignal.timeout(answerWithinMs);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

function readJson(response: Response, text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError('unreadable', { status: response.status, title: 'The answer is not JSON.', cause });
  }
}

/** A refusal, from problem+json where it is that. */
export function readProblem(status: number, value: unknown): ApiError {
  const { title, detail } = readObject(value);
  return new ApiError('refused', {
    status,
    title: typeof title === 'string' ? title : `The server answered with status ${status}.`,
    detail: typeof detail === 'string' ? detail : '',
  });
}
