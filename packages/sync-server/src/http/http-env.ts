/** What every route finds in its context. */
import type { HttpBindings } from '@hono/node-server';
import type { Identity } from '../auth/identity.ts';

export interface HttpEnv {
  Bindings: HttpBindings;
  Variables: {
    readonly identity: Identity;
    /** The request came from this machine, and no proxy passed it on. */
    readonly isLocal: boolean;
  };
}
