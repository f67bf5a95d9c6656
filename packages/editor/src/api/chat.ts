/** The chat beside a document, as the server keeps it. */
import { urlOf } from './documents.ts';
import { ApiError, readObject, request } from './request.ts';

export interface ChatMessage {
  readonly id: number;
  readonly at: Date;
  readonly name: string;
  readonly colour: number | null;
  readonly text: string;
}

/** The oldest first. */
export async function listMessages(documentId: string, after = 0): Promise<readonly ChatMessage[]> {
  const { messages } = readObject(await request(`${urlOf(documentId)}/chat${after === 0 ? '' : `?after=${after}`}`));
  if (!Array.isArray(messages)) throw new ApiError('unreadable', { status: 200, title: 'The answer holds no messages.' });
  return messages.map(readMessage).filter((message) => message !== null);
}

export async function postMessage(documentId: string, message: { readonly name: string; readonly colour: number; readonly text: string }): Promise<ChatMessage> {
  const posted = readMessage(await request(`${urlOf(documentId)}/chat`, { method: 'POST', body: message }));
  if (posted === null) throw new ApiError('unreadable', { status: 201, title: 'The answer holds no message.' });
  return posted;
}

/** Null where it is none. */
export function readMessage(value: unknown): ChatMessage | null {
  const { id, at, name, colour, text } = readObject(value);
  if (typeof id !== 'number' || typeof text !== 'string' || typeof name !== 'string') return null;
  const time = new Date(typeof at === 'string' ? at : Number.NaN);
  return { id, at: Number.isNaN(time.getTime()) ? new Date(0) : time, name, colour: typeof colour === 'number' ? colour : null, text };
}
