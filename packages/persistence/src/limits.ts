/** The limits of every store, in bytes unless the name says otherwise. [S19] */

export const limits = {
  documentIdBytesMax: 255,
  titleBytesMax: 4096,
  updateBytesMax: 16_777_216,
  /** Update, state vector and deleted ranges together. */
  snapshotBytesMax: 134_217_728,
  /** What is larger is written in pieces, … */
  snapshotWholeBytesMax: 131_072,
  /** … of so many bytes each, … */
  snapshotPieceBytes: 65_536,
  /** … or larger, where there would be more of them. */
  snapshotPiecesMax: 256,
  namespaceKeyBytesMax: 1024,
  namespaceValueBytesMax: 16_777_216,
  /** Keys and values of one `write`. */
  namespaceWriteBytesMax: 67_108_864,
  /** A commit that exceeds this is closed to further operations. */
  commitBytesMax: 16_777_216,
  /** How long a commit may be put off, at the wish of those who wait for it. [S33] */
  patienceMsMax: 50,
  /** How long a piece of a snapshot waits for a commit that comes anyway, while there are others. */
  piecePatienceMs: 10,
  documentsRememberedMax: 10_000,
  /** What 48 bits hold: sequences, commit numbers, milliseconds since the epoch. */
  integerMax: 281_474_976_710_655,
  schemaVersionMax: 4_294_967_295,
} as const;
