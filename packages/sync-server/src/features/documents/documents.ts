/** `/api/documents` and `/api/trash`: the documents that there are, found, made, named, copied, thrown away and brought back. */
import type { Feature, FeatureContext } from '../feature.ts';
import { addChangingRoutes } from './changing-routes.ts';
import { addListRoutes } from './list-routes.ts';
import { addMakingRoutes } from './making-routes.ts';
import { IndexKeeper } from './index-keeper.ts';
import { Marks } from './marks.ts';
import type { Shelf } from './shelf.ts';
import { TrashPurge } from './trash-purge.ts';
import { addTrashRoutes } from './trash-routes.ts';

export const documents: Feature = { name: 'documents', install };

async function install(context: FeatureContext): Promise<void> {
  const namespace = context.namespace();
  const keeper = new IndexKeeper(context, namespace);
  const marks = new Marks(namespace);
  await Promise.all([keeper.start(), marks.load()]);
  await marks.retain((documentId) => keeper.catalog.get(documentId) !== null || keeper.trash.has(documentId));
  const purge = new TrashPurge(context, keeper.trash);
  purge.start();
  context.onEvent((event) => {
    if (event.kind !== 'erased') return;
    marks.forget(event.documentId).catch((error: unknown) => context.logger.debug({ err: error }, 'Marks were not removed; the next start does it.'));
  });
  context.onClose(async () => {
    await purge.close();
    await keeper.close();
  });
  const shelf: Shelf = { context, keeper, marks };
  addListRoutes(shelf);
  addMakingRoutes(shelf);
  addChangingRoutes(shelf);
  addTrashRoutes(shelf);
}
