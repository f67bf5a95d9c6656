/** The door of the package: the contract and its implementations. */
export * from './document-store.ts';
export * from './persistence-error.ts';
export { limits as storeLimits } from './limits.ts';
export { type Clock, systemClock } from './clock.ts';
export { type MemoryStoreOptions, createMemoryStore } from './memory-store.ts';
export { openLevelStore, openLevelStoreOn } from './leveldb/open-level-store.ts';
export type { LevelStoreOptions } from './leveldb/level-store.ts';
export type { CommitStats } from './leveldb/group-commit.ts';
export { DirectoryDisk } from './leveldb/directory-disk.ts';
export type { DatabasePresence, Disk } from './leveldb/disk.ts';
export type { BatchOperation, Database, Entry, EntryRange } from './leveldb/database.ts';
