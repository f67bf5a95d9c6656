/** Files of documents, for a feature that takes documents in and out. The feature that keeps them offers it. */
import type { Problem } from '../problem.ts';

export interface FileService {
  /** The images under a document by their ids, as many as fit into so many bytes together. */
  images(documentId: string, bytesMax: number): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Puts a file under a document that is there or about to be. Gives back why it was not taken, if it was not. */
  add(file: { readonly documentId: string; readonly name: string; readonly bytes: Uint8Array }): Promise<Problem<FileRefusalStatus> | null>;
  /** The document did not come to be: its files are removed some time later. */
  forget(documentId: string): Promise<void>;
}

export type FileRefusalStatus = 400 | 413 | 415 | 503 | 507;

/** Filled while the features are installed; null where no feature keeps files. */
export interface FileServiceSlot {
  current: FileService | null;
}
