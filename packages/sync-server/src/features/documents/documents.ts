/** `/api/documents`: the documents that there are, and their making, naming and removing. */
import type { Feature, FeatureContext } from '../feature.ts';
import { addDocumentRoutes } from './document-routes.ts';

export function documents(): Feature {
  return { name: 'documents', install: (context: FeatureContext) => addDocumentRoutes(context) };
}
