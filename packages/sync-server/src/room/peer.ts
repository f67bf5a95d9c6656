/** What a room knows of a session: no socket, no bytes of a frame. */
import type { CloseCode, Role, ServerMessage } from '@scriptorium/protocol';

export interface Peer {
  /** Unique in the process. */
  readonly id: number;
  /** Who it is, as far as that was proven; two peers of one person have the same. Null for anyone. */
  readonly identityKey: string | null;
  readonly role: Role;
  /** The schema version that the page declared; null where it declared none. [P23] */
  readonly schemaVersion: number | null;
  /** Whether it understands acks, session state and feature messages. [P20–P22] */
  readonly isScriptorium: boolean;
  /** True past the outbox' limit: send nothing more until `Membership.drained` was called. [P42] */
  readonly isCongested: boolean;
  send(message: ServerMessage): void;
  /** Sends `denied` with the reason where the code is final, then closes. [P9] */
  close(code: CloseCode, reason: string): void;
}
