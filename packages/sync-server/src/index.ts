/** The door of the package, for those who embed the server in a process of their own. */
export { createServerConfig } from './config.ts';
export type { ServerConfig } from './config.ts';
export { createLogger, createSilentLogger } from './logger.ts';
export { startServer } from './server.ts';
export type { RunningServer, ServerOptions } from './server.ts';
export { defaultServerParts } from './server-parts.ts';
export type { ServerParts } from './server-parts.ts';
