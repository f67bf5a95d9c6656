/** How meta starts and how it changes, the same in every store. [S9] [S10] */
import type { DocumentMeta, MetaChange } from './document-store.ts';

export function newMeta(now: number): DocumentMeta {
  return { title: null, createdAt: now, updatedAt: now, schemaVersion: 0 };
}

/** What a document shows whose meta record is lost. [S18] */
export const lostMeta: DocumentMeta = { title: null, createdAt: 0, updatedAt: 0, schemaVersion: 0 };

export function changeMeta(meta: DocumentMeta, change: MetaChange, updatedAt: number = meta.updatedAt): DocumentMeta {
  return {
    title: change.title === undefined ? meta.title : change.title,
    createdAt: meta.createdAt,
    updatedAt: change.updatedAt ?? updatedAt,
    schemaVersion: Math.max(meta.schemaVersion, change.schemaVersion ?? 0),
  };
}
