/** What goes over the control socket: length-prefixed frames of JSON and of records. [S70] */
import { ByteReader } from '@scriptorium/persistence';
import { z } from 'zod';

/** The two ends may be of different versions of this software, since a server runs on while it is replaced on disk. */
export const controlVersion = 1;

export const jsonBytesMax = 65_536;
export const dataBytesMax = 1_048_576;
const headBytes = 5;
const kinds = { json: 1, data: 2 } as const;

export interface ControlRequest {
  readonly version: number;
  readonly command: 'snapshot' | 'compact';
}

export interface CompactionReport {
  readonly compacted: number;
  readonly failed: number;
  readonly damaged: number;
}

export type ControlAnswer =
  /** Before the records of a snapshot: how many documents there are. */
  | { readonly kind: 'start'; readonly documents: number }
  /** Behind them. */
  | { readonly kind: 'end'; readonly hasUnreadable: boolean }
  | { readonly kind: 'progress'; readonly phase: 'documents' | 'files'; readonly done: number; readonly total: number }
  | { readonly kind: 'compacted'; readonly report: CompactionReport }
  | { readonly kind: 'error'; readonly message: string };

const requestSchema: z.ZodType<ControlRequest> = z.object({ version: z.number(), command: z.enum(['snapshot', 'compact']) });

const answerSchema: z.ZodType<ControlAnswer> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), documents: z.number() }),
  z.object({ kind: z.literal('end'), hasUnreadable: z.boolean() }),
  z.object({ kind: z.literal('progress'), phase: z.enum(['documents', 'files']), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal('compacted'), report: z.object({ compacted: z.number(), failed: z.number(), damaged: z.number() }) }),
  z.object({ kind: z.literal('error'), message: z.string() }),
]);

export type ControlFrame = { readonly kind: 'json'; readonly text: string } | { readonly kind: 'data'; readonly bytes: Uint8Array };

export function encodeJson(value: ControlRequest | ControlAnswer): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([encodeHead(kinds.json, body.byteLength), body]);
}

/** The head of a data frame; its bytes follow. */
export function encodeDataHead(bytes: number): Buffer {
  return encodeHead(kinds.data, bytes);
}

/** Null where it is no request, or one of another version. */
export function decodeRequest(text: string): ControlRequest | null {
  const request = requestSchema.safeParse(parse(text));
  return request.success && request.data.version === controlVersion ? request.data : null;
}

/** Null where it is no answer that this version knows. */
export function decodeAnswer(text: string): ControlAnswer | null {
  const answer = answerSchema.safeParse(parse(text));
  return answer.success ? answer.data : null;
}

export class FrameReader {
  readonly #reader: ByteReader;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#reader = new ByteReader(source);
  }

  /** Null at the end of the stream, and where it is cut or malformed. */
  async next(): Promise<ControlFrame | null> {
    const head = await this.#reader.take(headBytes);
    if (head === null) return null;
    const bytes = head.readUInt32BE(0);
    const kind = head[4];
    if (bytes > (kind === kinds.data ? dataBytesMax : jsonBytesMax)) return null;
    const body = await this.#reader.take(bytes);
    if (body === null) return null;
    if (kind === kinds.data) return { kind: 'data', bytes: body };
    return kind === kinds.json ? { kind: 'json', text: body.toString() } : null;
  }
}

function encodeHead(kind: number, bytes: number): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32BE(bytes);
  head[4] = kind;
  return head;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
