import type { IncomingMessage } from 'node:http';
import { ProtocolError } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import { chooseSubprotocol, isJoinPath, parseJoinRequest, versionFault } from './handshake.ts';

function request(url: string, headers: Record<string, string> = {}, method = 'GET'): IncomingMessage {
  return { url, method, headers } as unknown as IncomingMessage;
}

describe('parseJoinRequest', () => {
  it('[P1] the name is the path after /ws/, decoded once, without the query', () => {
    expect(parseJoinRequest(request('/ws/notes/a%20b?x=%ff')).documentId).toBe('notes/a b');
    expect(parseJoinRequest(request('/ws/a b?')).documentId).toBe('a b');
  });

  it.each(['/ws/', '/ws/%', '/ws/../z', '/ws/a%00'])('[P2] refuses %s', (url) => {
    expect(() => parseJoinRequest(request(url))).toThrow(ProtocolError);
  });

  it('[P23] reads a schema version from 1 to 65,535 and refuses any other', () => {
    expect(parseJoinRequest(request('/ws/a')).schemaVersion).toBeNull();
    expect(parseJoinRequest(request('/ws/a?schema=1')).schemaVersion).toBe(1);
    expect(parseJoinRequest(request('/ws/a?schema=65535')).schemaVersion).toBe(65_535);
    for (const schema of ['0', '65536', '-1', '1.5', '', 'x', '1e3']) {
      expect(() => parseJoinRequest(request(`/ws/a?schema=${schema}`))).toThrow(/schema version/);
    }
  });

  it('finds a token in a sub-protocol, a header, or the query', () => {
    const token = (url: string, headers: Record<string, string> = {}): string | null => parseJoinRequest(request(url, headers)).token;
    expect(token('/ws/a')).toBeNull();
    expect(token('/ws/a?token=q')).toBe('q');
    expect(token('/ws/a', { authorization: 'Bearer h' })).toBe('h');
    expect(token('/ws/a', { 'sec-websocket-protocol': 'scriptorium.v1, token.s' })).toBe('s');
  });
});

describe('the upgrade', () => {
  it('[P8] picks scriptorium.v1, else the first that is no token, else the token', () => {
    expect(chooseSubprotocol(new Set(['token.x', 'other', 'scriptorium.v1']))).toBe('scriptorium.v1');
    expect(chooseSubprotocol(new Set(['token.x', 'other']))).toBe('other');
    expect(chooseSubprotocol(new Set(['token.x']))).toBe('token.x');
    expect(chooseSubprotocol(new Set())).toBe(false);
  });

  it('[P6] takes version 13 alone', () => {
    const upgrade = { upgrade: 'WebSocket', 'sec-websocket-version': '13' };
    expect(versionFault(request('/ws/a', upgrade))).toBeNull();
    expect(versionFault(request('/ws/a', { ...upgrade, 'sec-websocket-version': '8' }))).toBe(426);
    expect(versionFault(request('/ws/a', { upgrade: 'websocket' }))).toBe(426);
    expect(versionFault(request('/ws/a', { ...upgrade, upgrade: 'h2c' }))).toBe(400);
    expect(versionFault(request('/ws/a', upgrade, 'POST'))).toBe(400);
  });

  it('[P1] knows which paths are for documents', () => {
    expect(isJoinPath('/ws/a')).toBe(true);
    expect(isJoinPath('/ws')).toBe(false);
    expect(isJoinPath(undefined)).toBe(false);
  });
});
