/** `/api/documents`: the documents that there are, and their making, naming and removing. */
import type { Feature } from '../feature.ts';
import { addDocumentRoutes } from './document-routes.ts';

export const documents: Feature = { name: 'documents', install: addDocumentRoutes };
