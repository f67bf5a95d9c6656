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

export interface ConversionService {
  /** Rejects with `ConversionError`. */
  read(file: ForeignFile): Promise<ConvertedDocument>;
  /** Takes a whole Yjs update, and the images that are to be in the file itself, by their ids. Rejects with `ConversionError`. */
  write(document: { readonly format: Format; readonly update: Uint8Array; readonly images: ReadonlyMap<string, Uint8Array> }): Promise<Uint8Array>;
  close(): Promise<void>;
}
