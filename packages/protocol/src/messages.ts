/** Every message of the wire, as one discriminated union. A dialect turns bytes into these and back. */

/** What one client shows of itself: `state` is its JSON as received, or null when it is gone. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly state: string | null;
}

/** "Here is what I have": an encoded state vector. */
export interface SyncStep1 {
  readonly type: 'sync-step-1';
  readonly stateVector: Uint8Array;
}

/** "Here is what you lack": the answer to step 1, and what sets `synced` in a provider. */
export interface SyncStep2 {
  readonly type: 'sync-step-2';
  readonly update: Uint8Array;
}

/** A change, as Yjs encodes it (V1). */
export interface Update {
  readonly type: 'update';
  readonly update: Uint8Array;
}

export interface AwarenessMessage {
  readonly type: 'awareness';
  readonly entries: readonly AwarenessEntry[];
}

/** "Send me every awareness state." */
export interface QueryAwareness {
  readonly type: 'query-awareness';
}

/** Access denied, with a reason for a person. */
export interface Denied {
  readonly type: 'denied';
  readonly reason: string;
}

/** The first `count` sync step 2 and update frames of this session are on disk. [P20] */
export interface Ack {
  readonly type: 'ack';
  readonly count: number;
}

/** Why a session is not saving or not writable. */
export type SessionReason = 'store' | 'damaged' | 'schema' | 'size' | 'role';

/** Whether this session's edits are being saved, and whether it may write. [P21] */
export interface SessionState {
  readonly saving: boolean;
  readonly writable: boolean;
  readonly reason: SessionReason | null;
}

export interface SessionStateMessage {
  readonly type: 'session-state';
  readonly state: SessionState;
}

/** From a feature of the server to the pages of a room; `payload.feature` names it. [P22] */
export interface FeatureMessage {
  readonly type: 'feature';
  readonly payload: { readonly feature: string; readonly [key: string]: unknown };
}

/** What a client may send. */
export type ClientMessage = SyncStep1 | SyncStep2 | Update | AwarenessMessage | QueryAwareness;

/** What the server may send. */
export type ServerMessage =
  | SyncStep1
  | SyncStep2
  | Update
  | AwarenessMessage
  | Denied
  | Ack
  | SessionStateMessage
  | FeatureMessage;

export type Message = ClientMessage | ServerMessage;
