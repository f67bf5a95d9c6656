/** A body as it comes over the network, cut into chunks as they are stored. */
import { chunkBytes } from './file-records.ts';

/** Of one size, but for the last, however the bytes come. */
export async function* inChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting = new Uint8Array(chunkBytes);
  let filled = 0;
  for await (const bytes of body) {
    for (let at = 0; at < bytes.byteLength; ) {
      const part = bytes.subarray(at, at + chunkBytes - filled);
      waiting.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
      if (filled < chunkBytes) continue;
      yield waiting;
      waiting = new Uint8Array(chunkBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield waiting.subarray(0, filled);
}
