/** The door of the package: the contract and its implementations. */
export * from './document-store.ts';
export * from './persistence-error.ts';
