/** Runs in the converting thread: takes one task at a time. A file that can't be read is an answer and no error of the thread. */
import type { ConvertedDocument, ForeignFile, Format } from '../features/conversion-service.ts';
import { readFile, writeFile } from './convert.ts';

export type ConversionTask =
  | ({ readonly kind: 'read' } & ForeignFile)
  | { readonly kind: 'write'; readonly format: Format; readonly update: Uint8Array; readonly images: ReadonlyMap<string, Uint8Array> };

export type ConversionOutcome =
  | { readonly kind: 'read'; readonly document: ConvertedDocument }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  /** `reason` is one sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

export async function run(task: ConversionTask): Promise<ConversionOutcome> {
  try {
    switch (task.kind) {
      case 'read':
        return { kind: 'read', document: await readFile(task) };
      case 'write':
        return { kind: 'written', bytes: await writeFile(task) };
    }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'failed', reason: 'It is nested too deeply, or holds what no document may.' };
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
