/** How it stands with an open document, for the page that embeds it: one word, why, and what can be done with it now. */

/**
 * - `opening`: it has not arrived yet. `unavailable`: it never did, and the server can't be reached.
 * - `saved`: all that was written here is on the server's disk. `saving`: not yet, and it is on its way.
 * - `offline`: there is no connection; what was written is on this device. `reconnecting`: none, and nothing was written meanwhile.
 * - `not-saved`: it is nowhere but in this tab. `read-only`: this session may read. `ended`: the server has said no for good.
 */
export type DocumentState = 'opening' | 'unavailable' | 'saved' | 'saving' | 'offline' | 'reconnecting' | 'not-saved' | 'read-only' | 'ended';

export type DocumentReason =
  /** `not-saved`: no connection; the device is full or keeps nothing; the server does not answer, can't write, or has damaged data. */
  | 'offline' | 'quota' | 'unavailable' | 'silent' | 'stopped' | 'store' | 'damaged'
  /** `read-only`: the document is newer than this editor, as large as it may be, or this person may only read. */
  | 'schema' | 'size' | 'role'
  /** `ended`: the token was refused or has expired; it may not be opened; it was deleted; what was sent was not understood; and a no without a known reason. */
  | 'unauthenticated' | 'forbidden' | 'deleted' | 'malformed' | 'refused';

export interface DocumentStatus {
  readonly state: DocumentState;
  readonly reason: DocumentReason | null;
  /** The server's own sentence about an end, or empty. */
  readonly message: string;
  /** The document has arrived, from the server or from this device. Bind no editor to it before. */
  readonly isReady: boolean;
  readonly isWritable: boolean;
  /** Something was written here that is not known to be on the server's disk. */
  readonly hasUnsaved: boolean;
}
