/** What every test may ask for; whatever it asked for is closed when it ends, failed or not. */
import { test as base } from '@playwright/test';
import { type Client, type ClientOptions, connectClient } from './client.ts';
import { Server, type ServerOptions } from './server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

export interface Fixtures {
  /** A directory of the test's own, where its servers run. */
  readonly directory: string;
  /** Starts a server in the test's directory; `--port 0` and `./data` unless said otherwise. */
  readonly startServer: (options?: Partial<ServerOptions>) => Promise<Server>;
  /** The one server that most tests need. */
  readonly server: Server;
  /** A stock y-websocket client of a document of `server`. */
  readonly connect: (room: string, options?: Partial<ClientOptions>) => Client;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the first argument which fixtures this one needs: none
  directory: async ({}, use) => {
    const directory = await createTemporaryDirectory();
    await use(directory.path);
    await directory.close();
  },
  startServer: async ({ directory }, use, testInfo) => {
    const servers: Server[] = [];
    await use(async (options = {}) => {
      const server = await Server.start({ cwd: directory, ...options });
      servers.push(server);
      return server;
    });
    await Promise.all(servers.map(async (server) => await server.close()));
    if (testInfo.status === testInfo.expectedStatus) return;
    for (const server of servers) await testInfo.attach('server log', { body: server.stderr, contentType: 'text/plain' });
  },
  server: async ({ startServer }, use) => {
    await use(await startServer());
  },
  connect: async ({ server }, use) => {
    const clients: Client[] = [];
    await use((room, options = {}) => {
      const client = connectClient({ wsUrl: server.wsUrl, room, ...options });
      clients.push(client);
      return client;
    });
    for (const client of clients) client.close();
  },
});

export { expect } from '@playwright/test';
