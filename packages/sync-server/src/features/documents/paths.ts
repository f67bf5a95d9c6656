/** The addresses of this feature, and the pieces that its routes are declared with. */
import { decodeDocumentPath } from '@scriptorium/protocol';
import { problemResponse, type ProblemResponse } from '../../problem.ts';

export const documentsPath = '/api/documents';
export const trashPath = '/api/trash';

export const json = <Schema>(schema: Schema): { 'application/json': { schema: Schema } } => ({ 'application/json': { schema } });

export const invalid: ProblemResponse = problemResponse('The request is not valid, or the name is not allowed');
export const forbidden: ProblemResponse = problemResponse('Not allowed');
export const notFound: ProblemResponse = problemResponse('There is no such document');
export const deleted: ProblemResponse = problemResponse('The document was deleted, or is in the trash');
export const taken: ProblemResponse = problemResponse('There is one of that id');
export const tooLarge: ProblemResponse = problemResponse('It is too large');
export const unavailable: ProblemResponse = problemResponse('The store does not take changes now');

/** From the path as it came: the router's own decoding lets wrong encodings pass. [P2, P3] */
export function documentIdOf(requestPath: string, prefix: string = documentsPath): string {
  const [segment = ''] = requestPath.slice(prefix.length + 1).split('/');
  return decodeDocumentPath(segment);
}

export function missing(documentId: string): { readonly status: 404; readonly detail: string } {
  return { status: 404, detail: `There is no document ${JSON.stringify(documentId)}.` };
}
