/** The addresses of a server, from the one that an embedding page was given. Pure. */
import { EditorError } from './editor-error.ts';

export interface ServerAddress {
  /** What the paths of REST and files are put behind: `https://notes.example`. */
  readonly http: string;
  /** What `/ws/<document>` is put behind: `wss://notes.example`. */
  readonly ws: string;
}

/** `http:`, `https:`, `ws:` and `wss:` will do, with or without the `/ws` of a y-websocket provider. Throws `EditorError`. */
export function readServerUrl(url: string): ServerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const scheme = parsed === null ? null : /^(?:http|ws)(s?):$/.exec(parsed.protocol);
  if (parsed === null || scheme === null) throw new EditorError('url', `${shown(url)} is no address of a server; give one such as https://notes.example.`);
  if (parsed.search !== '' || parsed.hash !== '' || parsed.username !== '' || parsed.password !== '') {
    throw new EditorError('url', `The address ${shown(url)} has a query, a fragment or a password; give scheme, host and port, and a token as the token.`);
  }
  const place = `${parsed.host}${parsed.pathname.replace(/\/(?:ws\/?)?$/, '')}`;
  const secure = scheme[1] ?? '';
  return { http: `http${secure}://${place}`, ws: `ws${secure}://${place}` };
}

/** The characters that a WebSocket's sub-protocol may have, which is how a token travels. Source: RFC 9110, section 5.6.2. */
const tokenCharacters = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Null and an empty token are none. Throws `EditorError`, without the token in its message. */
export function readToken(token: string | null | undefined): string | null {
  if (token === undefined || token === null || token === '') return null;
  if (tokenCharacters.test(token)) return token;
  throw new EditorError('token', 'The token holds characters that can not travel with a WebSocket; encode it as base64url, as a JWT is.');
}

function shown(url: string): string {
  return JSON.stringify(url.slice(0, 100));
}
