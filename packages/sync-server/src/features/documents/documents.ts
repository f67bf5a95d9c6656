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
  const purge = new TrashPurge(context, keeper.trash);
  const begun = beginUpkeep(keeper, marks, purge);
  begun.catch((error: unknown) => context.logger.error({ err: error }, 'Neither the trash nor marks of what is gone are cleared until the next start.'));
  context.onEvent((event) => {
    if (event.kind !== 'erased') return;
    marks.forget(event.documentId).catch((error: unknown) => context.logger.debug({ err: error }, 'Marks were not removed; the next start does it.'));
  });
  context.onClose(async () => {
    await Promise.allSettled([begun]);
    await purge.close();
    await keeper.close();
  });
  const shelf: Shelf = { context, keeper, marks };
  addListRoutes(shelf);
  addMakingRoutes(shelf);
  addChangingRoutes(shelf);
  addTrashRoutes(shelf);
}

/** What needs to know the trash: nobody waits for it. */
async function beginUpkeep(keeper: IndexKeeper, marks: Marks, purge: TrashPurge): Promise<void> {
  await keeper.trashLoaded();
  await marks.retain((documentId) => keeper.catalog.get(documentId) !== null || keeper.trash.has(documentId));
  purge.start();
}
