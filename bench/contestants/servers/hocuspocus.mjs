// Hocuspocus with its defaults; with SQLite through its own database extension where a file is named. Needs Node 24.
// @ts-check
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const [port = '0', file] = process.argv.slice(2);
const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  extensions: file === undefined ? [] : [await database(file)],
});
await server.listen();

/** The statements are those of Hocuspocus' own SQLite extension, over the driver that comes with Node. @param {string} path */
async function database(path) {
  const { DatabaseSync } = await import('node:sqlite');
  const sqlite = new DatabaseSync(path);
  sqlite.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))');
  const select = sqlite.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC');
  const upsert = sqlite.prepare('INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data');
  return new Database({
    fetch: async ({ documentName }) => /** @type {Uint8Array | null} */ (select.get(documentName)?.['data'] ?? null),
    store: async ({ documentName, state }) => {
      upsert.run(documentName, state);
    },
  });
}
