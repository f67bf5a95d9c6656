/** WebSocket close codes, in one place, with what a client should do on each. [P30] */

/** 4400–4499 are final for y-websocket 3.1 clients; everything else is retried by them. */
export const CloseCode = {
  /** Done. The client does as it likes. */
  normal: 1000,
  /** The peer goes away. */
  goingAway: 1001,
  /** Our bug: retry, backing off. */
  internalError: 1011,
  /** The server restarts: retry, with jitter. */
  restart: 1012,
  /** Cut off for falling behind, or the server is full: retry. */
  tryAgainLater: 1013,
  /** Malformed frame or inadmissible update: stop. */
  malformed: 4400,
  /** Not authenticated, expired or revoked: stop, get a token. */
  unauthenticated: 4401,
  /** Not allowed: stop. */
  forbidden: 4403,
  /** No such document, or it was deleted: stop. */
  notFound: 4404,
  /** The page's schema is too old for the document: reload the page. */
  schemaTooOld: 4409,
  /** The document would exceed its size limit: stop writing. */
  tooLarge: 4413,
  /** A join that can't be served while the store is down: retry, keep the edits. */
  storeUnavailable: 4500,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
