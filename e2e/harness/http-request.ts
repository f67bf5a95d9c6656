/** One HTTP request as it is written: also with a Host of another site, or an upgrade that fetch would not send. */
import { request as openRequest } from 'node:http';

export interface HttpRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A response of 101 counts too, and its socket is ended at once. */
export async function sendRequest(request: HttpRequest): Promise<HttpResponse> {
  const { url, method = 'GET', headers = {} } = request;
  return await new Promise((resolve, reject) => {
    const sent = openRequest(url, { method, headers: { ...headers }, agent: false });
    sent.on('error', reject);
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.end(request.body);
  });
}

/** The headers of a WebSocket upgrade, as a browser writes them. */
export const upgradeHeaders: Readonly<Record<string, string>> = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
