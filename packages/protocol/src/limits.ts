/** Limits of the wire, in one place. Both ends keep them; the server can be configured to smaller ones. [P40] */

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

interface Limits {
  readonly frameBytesMax: number;
  readonly awarenessStateBytesMax: number;
  readonly awarenessEntriesMax: number;
  readonly featureMessageBytesMax: number;
  readonly stateVectorBytesMax: number;
  readonly documentIdBytesMax: number;
  readonly titleLengthMax: number;
  readonly clientIdMax: number;
  readonly clockMax: number;
}

export const limits: Limits = {
  /** One WebSocket frame, in bytes. */
  frameBytesMax: 16 * mebibyte,
  /** One awareness state as JSON, in bytes. */
  awarenessStateBytesMax: 16 * kibibyte,
  /** Awareness states that are read of one message; more than a room holds. */
  awarenessEntriesMax: 20_000,
  /** A feature message as JSON, in bytes. */
  featureMessageBytesMax: 64 * kibibyte,
  /** A state vector, in bytes. */
  stateVectorBytesMax: 1 * mebibyte,
  /** A document's name after decoding, in UTF-8 bytes. */
  documentIdBytesMax: 255,
  /** A document's title, in UTF-16 units. */
  titleLengthMax: 500,
  /** Client ids and clocks: Yjs draws ids of 32 bits, and any above 2^53 − 1 can't be told apart. */
  clientIdMax: Number.MAX_SAFE_INTEGER,
  clockMax: 0xffffffff,
};
