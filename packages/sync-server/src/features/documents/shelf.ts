/** What the routes of this feature share: the context, the list in memory, the marks, and how a document is shown. */
import type { Identity } from '../../auth/identity.ts';
import type { DocumentEntry } from '../document-service.ts';
import type { FeatureContext } from '../feature.ts';
import type { DocumentBody } from './document-schemas.ts';
import type { IndexKeeper } from './index-keeper.ts';
import type { Marks } from './marks.ts';

export interface Shelf {
  readonly context: FeatureContext;
  readonly keeper: IndexKeeper;
  readonly marks: Marks;
}

export function toDocumentBody({ context, marks }: Shelf, identity: Identity, { documentId, meta }: DocumentEntry): DocumentBody {
  return {
    id: documentId,
    title: meta.title,
    createdAt: new Date(meta.createdAt).toISOString(),
    updatedAt: new Date(meta.updatedAt).toISOString(),
    starred: marks.isStarred(context.userOf(identity), documentId),
    template: marks.isTemplate(documentId),
  };
}
