/** A session's status as an observable of the embedding page: the same object until something that it tells has changed. */
import type { StatusStore } from '../sync/status-store.ts';
import type { DocumentStatus } from './document-status.ts';
import { statusOf } from './status-of.ts';

export interface StatusSource {
  readonly get: () => DocumentStatus;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStatusSource(store: Pick<StatusStore, 'snapshot' | 'subscribe'>): StatusSource {
  let known = statusOf(store.snapshot());
  const get = (): DocumentStatus => {
    const next = statusOf(store.snapshot());
    if (JSON.stringify(next) !== JSON.stringify(known)) known = next;
    return known;
  };
  return {
    get,
    subscribe: (listener) => {
      let told = get();
      return store.subscribe(() => {
        const next = get();
        if (next === told) return;
        told = next;
        listener();
      });
    },
  };
}
