/** The door of the package, for those who embed the server in a process of their own. */
export type { Authenticate, Authentication, Credentials } from './auth/authenticate.ts';
export type { Action, Authorize, Decision } from './auth/authorize.ts';
export type { Identity } from './auth/identity.ts';
export { createServerConfig } from './config.ts';
export type { ServerConfig } from './config.ts';
export { createLogger, createSilentLogger } from './logger.ts';
export { startServer } from './server.ts';
export type { RunningServer, ServerOptions } from './server.ts';
export { defaultServerParts } from './server-parts.ts';
export type { ServerParts } from './server-parts.ts';
