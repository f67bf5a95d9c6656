/** Pages of somebody else, built once for a worker, beside a server that they may talk to. */
import type { Locator } from '@playwright/test';
import { createSilentLogger, createServerConfig, type RunningServer, type ServerParts, startServer } from '@scriptorium/sync-server';
import { join } from 'node:path';
import { expect, test as base } from './browser-fixtures.ts';
import { ForeignPages, buildExample } from './foreign-pages.ts';
import type { Person } from './person.ts';
import type { Server } from './server.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

export interface EmbeddingFixtures {
  readonly pages: ForeignPages;
  /** In which React mounts twice whatever it mounts. */
  readonly pagesForDevelopment: ForeignPages;
  /** A server that the pages may talk to. */
  readonly allowing: Server;
  /** One that asks who comes in. Name these before `arrive`, so that nobody is left at a page whose server has gone. */
  readonly startAsking: (parts: Partial<ServerParts>) => Promise<RunningServer>;
}

export interface BuiltFixtures {
  /** The directory of the example's build. */
  readonly built: string;
  /** Of one in which React mounts twice whatever it mounts. */
  readonly builtForDevelopment: string;
}

/** A build takes seconds, and on a busy machine many. */
const buildMs = 240_000;

export const test = base.extend<EmbeddingFixtures, BuiltFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the first argument which fixtures this one needs: none
  built: [async ({}, use) => await inDirectory('production', use), { scope: 'worker', timeout: buildMs }],
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the first argument which fixtures this one needs: none
  builtForDevelopment: [async ({}, use) => await inDirectory('development', use), { scope: 'worker', timeout: buildMs }],
  pages: async ({ built }, use) => {
    const pages = await ForeignPages.serve(built);
    await use(pages);
    await pages.close();
  },
  pagesForDevelopment: async ({ builtForDevelopment }, use) => {
    const pages = await ForeignPages.serve(builtForDevelopment);
    await use(pages);
    await pages.close();
  },
  startAsking: async ({ pages, directory }, use) => {
    const servers: RunningServer[] = [];
    await use(async (parts) => {
      const config = createServerConfig({ port: 0, dataDirectory: join(directory, 'data'), allowedOrigins: [pages.origin] });
      const server = await startServer(config, { logger: createSilentLogger(), parts });
      servers.push(server);
      pages.documents = server.url;
      return server;
    });
    await Promise.all(servers.map(async (server) => await server.close()));
  },
  allowing: async ({ pages, startServer: start }, use) => {
    const server = await start({ args: ['--allow-origin', pages.origin] });
    pages.documents = server.url;
    await use(server);
  },
});

async function inDirectory(mode: 'production' | 'development', use: (built: string) => Promise<void>): Promise<void> {
  const directory = await createTemporaryDirectory();
  try {
    await use(await buildExample(join(directory.path, 'page'), mode));
  } finally {
    await directory.close();
  }
}

/** The first editor of the page. */
export async function openEmbedded(person: Person, url: string): Promise<void> {
  await person.page.goto(url);
  await expect(person.body).toBeEditable();
}

/** What the page with React was told of its document. */
export function told({ page }: Person): Locator {
  return page.locator('main > p output');
}

export { expect } from './browser-fixtures.ts';
