/** The door of the package: the wire's values, its codecs, and its limits. */
export * from './access.ts';
export * from './awareness.ts';
export * from './close-codes.ts';
export * from './document-name.ts';
export * from './limits.ts';
export * from './messages.ts';
export * from './protocol-error.ts';
export * from './reader.ts';
export * from './y-websocket.ts';
