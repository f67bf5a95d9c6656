/** Takes exact counts of bytes out of a stream of chunks. */

export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #onTaken: (bytes: Uint8Array) => void;
  #chunk: Buffer = Buffer.alloc(0);
  #taken = 0;

  /** `onTaken` is told of all bytes that are taken, in order. */
  constructor(source: AsyncIterable<Uint8Array>, onTaken: (bytes: Uint8Array) => void = () => {}) {
    this.#source = source[Symbol.asyncIterator]();
    this.#onTaken = onTaken;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#taken;
  }

  /** Null where the stream ends before. The bytes are the caller's. */
  async take(count: number): Promise<Buffer | null> {
    const bytes = await this.takeSilently(count);
    if (bytes !== null) this.#onTaken(bytes);
    return bytes;
  }

  /** The same, without a word to `onTaken`. */
  async takeSilently(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#chunk.byteLength === 0 && !(await this.#fill())) return null;
      const part = this.#chunk.subarray(0, missing);
      this.#chunk = this.#chunk.subarray(part.byteLength);
      missing -= part.byteLength;
      parts.push(part);
    }
    this.#taken += count;
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#chunk.byteLength === 0 && !(await this.#fill());
  }

  async #fill(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#source.next();
      if (done === true) return false;
      if (value.byteLength === 0) continue;
      this.#chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      return true;
    }
  }
}
