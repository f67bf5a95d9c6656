/** How a task travels to a worker's thread: all its bytes in one buffer of its own, which can be handed over. */

export type Task =
  | { readonly kind: 'compact'; readonly throughSequence: number; readonly parts: PackedParts }
  | { readonly kind: 'describe'; readonly parts: PackedParts }
  | { readonly kind: 'diff'; readonly parts: PackedParts }
  | { readonly kind: 'copy'; readonly title: string | null; readonly parts: PackedParts }
  | { readonly kind: 'set-title'; readonly title: string; readonly parts: PackedParts };

export interface PackedParts {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
}

/** Copies, so that the relay's bytes stay the relay's; a plain post would copy the whole buffer that a view lies in. */
export function pack(parts: readonly Uint8Array[]): PackedParts {
  const lengths = parts.map(({ byteLength }) => byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { bytes, lengths };
}

/** Views of the packed bytes. */
export function unpack({ bytes, lengths }: PackedParts): Uint8Array[] {
  let end = 0;
  return lengths.map((length) => bytes.subarray(end, (end += length)));
}
