/** The REST interface of a running server, as the commands `export` and `import` use it. */
import { encodeDocumentSegment } from '@scriptorium/protocol';
import { TransferError } from './transfer-error.ts';

export interface ListedDocument {
  readonly id: string;
  readonly title: string | null;
}

export interface RestClient {
  /** By id, to the end. */
  list(): AsyncGenerator<ListedDocument>;
  take(documentId: string, format: string): Promise<Uint8Array>;
  file(fileId: string): Promise<{ readonly bytes: Uint8Array; readonly type: string }>;
  /** Gives back the id; rejects with the server's own sentence. */
  bring(file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }): Promise<string>;
}

export function createRestClient(url: string, signal: AbortSignal): RestClient {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await reach(`${url}${path}`, { ...init, signal });
    if (response.ok) return response;
    throw new TransferError(await sentenceOf(response));
  };
  return {
    async *list() {
      let cursor = '';
      for (;;) {
        const page = (await (await send(`/api/documents?sort=id&limit=200${cursor}`)).json()) as { documents: ListedDocument[]; next: string | null };
        yield* page.documents;
        if (page.next === null) return;
        cursor = `&cursor=${page.next}`;
      }
    },
    take: async (documentId, format) => {
      const response = await send(`/api/documents/${encodeDocumentSegment(documentId)}/export?format=${format}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    file: async (fileId) => {
      const response = await send(`/api/files/${fileId}`);
      return { bytes: new Uint8Array(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' };
    },
    bring: async ({ name, bytes }) => {
      const query = new URLSearchParams({ name });
      const response = await send(`/api/documents/import?${query.toString()}`, { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } });
      return ((await response.json()) as { id: string }).id;
    },
  };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    const { origin } = new URL(url);
    if (cause instanceof Error && isHangUp(cause)) throw new TransferError(`The server at ${origin} hung up before it had answered; look at its log, and try again.`, { cause });
    throw new TransferError(`There is no server at ${origin}; start it, or name another with --url.`, { cause });
  }
}

/** Somebody was there: as where a refusal was lost since the rest of the file was not read. */
function isHangUp({ cause }: { readonly cause?: unknown }): boolean {
  return cause instanceof Error && 'code' in cause && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(String(cause.code));
}

async function sentenceOf(response: Response): Promise<string> {
  try {
    const { detail } = (await response.json()) as { detail?: unknown };
    return typeof detail === 'string' ? detail : `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}
