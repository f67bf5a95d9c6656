/** A file as the body of a request, with the progress that `fetch` does not tell. */
import { ApiError, readProblem } from './request.ts';

export interface SendFileOptions {
  readonly url: string;
  readonly file: Blob;
  /** What it is said to be; the server looks for itself. */
  readonly type: string;
  /** Who sends it, where that has to be proven. */
  readonly token?: string | null;
  /** From 0 to 1, of what has been sent. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** Gives the decoded answer. Throws `ApiError`, or the abort's own reason. */
export function sendFile({ url, file, type, token = null, onProgress, signal }: SendFileOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    const settle = (): void => signal.removeEventListener('abort', abort);
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', type === '' ? 'application/octet-stream' : type);
    if (token !== null) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      settle();
      const value = readJson(request.responseText);
      if (request.status < 200 || request.status > 299) reject(readProblem(request.status, value));
      else if (value === undefined) reject(new ApiError('unreadable', { status: request.status, title: 'The answer is not JSON.' }));
      else resolve(value);
    });
    request.addEventListener('error', () => {
      settle();
      reject(new ApiError('unreachable', { status: 0, title: 'No answer from the server.' }));
    });
    request.addEventListener('abort', () => {
      settle();
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Cancelled.', 'AbortError'));
    });
    if (signal.aborted) {
      reject(new DOMException('Cancelled.', 'AbortError'));
      return;
    }
    signal.addEventListener('abort', abort);
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
