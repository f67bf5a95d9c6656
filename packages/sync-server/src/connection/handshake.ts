/** What an upgrade request asks for: which document, which schema, which sub-protocol. [P1, P2, P6, P8, P23] */
import type { IncomingMessage } from 'node:http';
import { ProtocolError, decodeDocumentPath, subprotocol } from '@scriptorium/protocol';

export const webSocketPath = '/ws/';

const schemaVersionMax = 65_535;
const tokenPrefix = 'token.';

export interface JoinRequest {
  readonly documentId: string;
  /** Null where the page declared none. */
  readonly schemaVersion: number | null;
  readonly isScriptorium: boolean;
  readonly token: string | null;
}

/** Whether the request is for a document at all; the rest of the path may still be a bad name. */
export function isJoinPath(url: string | undefined): boolean {
  return url !== undefined && url.startsWith(webSocketPath);
}

/** An HTTP status for an upgrade that is none of version 13; null where it is. */
export function versionFault(request: IncomingMessage): 400 | 426 | null {
  if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') return 400;
  return request.headers['sec-websocket-version'] === '13' ? null : 426;
}

/** Throws `ProtocolError` where the name or the schema version is not allowed. */
export function parseJoinRequest(request: IncomingMessage): JoinRequest {
  const url = request.url ?? '';
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const query = new URLSearchParams(queryAt === -1 ? '' : url.slice(queryAt + 1));
  const offered = offeredSubprotocols(request.headers['sec-websocket-protocol']);
  return {
    documentId: decodeDocumentPath(path.slice(webSocketPath.length)),
    schemaVersion: parseSchemaVersion(query.get('schema')),
    isScriptorium: offered.includes(subprotocol),
    token: findToken(request, query, offered),
  };
}

/** Where any sub-protocol is offered one has to be picked, or browsers fail the handshake. */
export function chooseSubprotocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(subprotocol)) return subprotocol;
  const [first] = offered;
  return Array.from(offered).find((name) => !name.startsWith(tokenPrefix)) ?? first ?? false;
}

function parseSchemaVersion(text: string | null): number | null {
  if (text === null) return null;
  const version = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  if (version < 1 || version > schemaVersionMax) {
    const shown = JSON.stringify(text.slice(0, 20));
    throw new ProtocolError('malformed', `The schema version ${shown} is no whole number from 1 to ${schemaVersionMax}.`);
  }
  return version;
}

function findToken(request: IncomingMessage, query: URLSearchParams, offered: readonly string[]): string | null {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const offeredToken = offered.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
  return offeredToken ?? bearer ?? query.get('token');
}

function offeredSubprotocols(header: string | undefined): string[] {
  return (header ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
}
