/** Ties the features in: hands each its context, tells them what happens in rooms, and closes them. */
import type { DocumentStore } from '@scriptorium/persistence';
import type { Feature, FeatureContext, RoomEvent, RoomEventListener } from './feature.ts';

export interface InstallOptions extends Omit<FeatureContext, 'namespace' | 'onEvent'> {
  readonly features: readonly Feature[];
  readonly store: Pick<DocumentStore, 'namespace'>;
}

export interface InstalledFeatures {
  /** Tells every listener; what one of them throws is logged, and stops nobody. */
  emit(event: RoomEvent): void;
  /** In the reverse order of their installation. Idempotent. */
  close(): Promise<void>;
}

export async function installFeatures({ features, store, ...context }: InstallOptions): Promise<InstalledFeatures> {
  const listeners = new Set<RoomEventListener>();
  for (const feature of features) {
    // One after the other: routes stand in the order of the list.
    // oxlint-disable-next-line no-await-in-loop -- see above
    await feature.install({
      ...context,
      logger: context.logger.child({ feature: feature.name }),
      namespace: () => store.namespace(feature.name),
      onEvent: (listener) => listen(listeners, listener),
    });
  }
  let closed: Promise<void> | null = null;
  return {
    emit: (event) => emit(listeners, event, context),
    close: async () => await (closed ??= closeAll(features)),
  };
}

function listen(listeners: Set<RoomEventListener>, listener: RoomEventListener): () => void {
  // An entry of its own: a function that listens twice stops twice.
  const entry: RoomEventListener = (event) => listener(event);
  listeners.add(entry);
  return () => listeners.delete(entry);
}

function emit(
  listeners: ReadonlySet<RoomEventListener>,
  event: RoomEvent,
  { logger, metrics }: Pick<FeatureContext, 'logger' | 'metrics'>,
): void {
  for (const listener of listeners) {
    try {
      listener(event);
    } catch (error) {
      metrics.failure('feature');
      logger.error({ err: error, documentId: event.documentId }, 'a feature failed on an event');
    }
  }
}

async function closeAll(features: readonly Feature[]): Promise<void> {
  for (const feature of features.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- a later feature may lean on an earlier one
    await feature.close?.();
  }
}
