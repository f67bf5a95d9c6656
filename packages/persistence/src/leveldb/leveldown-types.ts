/** What is used of leveldown. Its own types describe a default export that the module, being CommonJS, does not have. */

export type Done = (error: Error | null | undefined) => void;

export interface Level {
  open(options: { createIfMissing: boolean; writeBufferSize: number }, done: Done): void;
  iterator(options: {
    gte: Buffer;
    lt: Buffer;
    limit: number;
    reverse: boolean;
    values: boolean;
    /** Bytes that are read ahead in one go. */
    highWaterMark?: number;
  }): LevelIterator;
  batch(): LevelBatch;
  compactRange(start: Buffer, end: Buffer, done: Done): void;
  close(done: Done): void;
}

export interface LevelIterator {
  next(take: (error: Error | null | undefined, key?: Buffer, value?: Buffer) => void): void;
  seek(target: Buffer): void;
  end(done: Done): void;
}

export interface LevelBatch {
  put(key: Buffer, value: Buffer): void;
  del(key: Buffer): void;
  write(options: { readonly sync: boolean }, done: Done): void;
}
