/** The documents of a server over REST, as another program would use them. */
import { type HttpResponse, sendRequest } from './http-request.ts';

export interface DocumentEntry {
  readonly id: string;
  /** Null where nobody gave it one: pages list it by its name. */
  readonly title: string | null;
  readonly updatedAt: unknown;
}

export interface DocumentPage {
  readonly documents: readonly DocumentEntry[];
  readonly next: string | null;
}

/** RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
}

const json = { 'content-type': 'application/json' };

export async function createDocument(url: string, body: Readonly<Record<string, unknown>> = {}): Promise<HttpResponse> {
  return await sendRequest({ url: `${url}/api/documents`, method: 'POST', headers: json, body: JSON.stringify(body) });
}

export async function renameDocument(url: string, id: string, title: unknown): Promise<HttpResponse> {
  return await sendRequest({ url: addressOf(url, id), method: 'PATCH', headers: json, body: JSON.stringify({ title }) });
}

export async function deleteDocument(url: string, id: string): Promise<HttpResponse> {
  return await sendRequest({ url: addressOf(url, id), method: 'DELETE' });
}

/** Of the trash, for ever. */
export async function eraseDocument(url: string, id: string): Promise<HttpResponse> {
  return await sendRequest({ url: `${url}/api/trash/${encodeURIComponent(id)}`, method: 'DELETE' });
}

export async function listDocuments(url: string, query = ''): Promise<DocumentPage> {
  const { body } = await sendRequest({ url: `${url}/api/documents${query}` });
  return JSON.parse(body) as DocumentPage;
}

/** What the list says of one document, or undefined where it is not in it. */
export async function findDocument(url: string, id: string): Promise<DocumentEntry | undefined> {
  const { documents } = await listDocuments(url, '?limit=100');
  return documents.find((entry) => entry.id === id);
}

export function problemOf({ headers, body }: HttpResponse): Problem {
  const type = String(headers['content-type']);
  if (!type.startsWith('application/problem+json')) throw new Error(`Expected a problem, got ${type}: ${body}`);
  return JSON.parse(body) as Problem;
}

/** The whole name is one segment. [P3] */
function addressOf(url: string, id: string): string {
  return `${url}/api/documents/${encodeURIComponent(id)}`;
}
