/** The document as a Word document. */
import type { TitledDocument } from '../title.ts';

export function writeDocx(_document: TitledDocument): Promise<Uint8Array> {
  return Promise.reject(new Error('Word documents are not written yet.'));
}
