/** Bringing documents in from files and out into files, off the relay's thread. */
import type { DocumentContent } from './document-service.ts';

export type Format = 'md' | 'html' | 'docx' | 'json';

export interface ConvertedDocument extends DocumentContent {
  /** Null where the file has none. */
  readonly title: string | null;
  /** Pictures that the file holds; the document refers to them by their ids. */
  readonly files: readonly ConvertedFile[];
}

export interface ConvertedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ForeignFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
  /** In the place of the file's own; null leaves it. */
  readonly title: string | null;
  /** Where neither says one. */
  readonly fallbackTitle: string | null;
}

export interface WrittenDocument {
  readonly format: Format;
  readonly update: Uint8Array;
  /** Those that are to be in the file itself, by their ids. Called when it is this document's turn: of those that wait none are in memory. */
  readonly images: () => Promise<ReadonlyMap<string, Uint8Array>>;
}

export interface ConversionService {
  /** Rejects with `ConversionError`. */
  read(file: ForeignFile): Promise<ConvertedDocument>;
  /** Takes a whole Yjs update. Rejects with `ConversionError`, and with what `images` rejects with. */
  write(document: WrittenDocument): Promise<Uint8Array>;
  close(): Promise<void>;
}
