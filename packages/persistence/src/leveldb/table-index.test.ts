/** A table whose index is damaged: refused by name, for LevelDB would pass over whole documents. [S46] [S57] */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { bytes, rejection } from '../testing/values.ts';
import { openLevelStore } from './open-level-store.ts';
import { findDamagedTables } from './table-index.ts';

/** Documents whose records fill several blocks of one table. */
async function build(): Promise<{ directory: string; table: string; documents: readonly string[] }> {
  const directory = await temporaryDirectory();
  const documents = Array.from({ length: 40 }, (_, index) => `document-${String(index).padStart(2, '0')}`);
  const store = await openLevelStore({ directory });
  for (const id of documents) await store.append(id, bytes(`${id} ${'x'.repeat(400)}`));
  await store.close();
  // The next opening makes a table of the log.
  await (await openLevelStore({ directory })).close();
  const table = (await readdir(join(directory, 'store'))).find((file) => file.endsWith('.ldb')) ?? '';
  return { directory, table: join(directory, 'store', table), documents };
}

it('[S57] a table that LevelDB wrote is sound', async () => {
  const { directory } = await build();
  expect(await findDamagedTables(join(directory, 'store'))).toEqual([]);
});

it('[S46] [S57] no flip behind the data of a table leaves the list without a document and without a word', async () => {
  const { directory, table, documents } = await build();
  const sound = await readFile(table);
  for (let back = 60; back < 160; back += 7) {
    const at = sound.byteLength - back;
    const damaged = Buffer.from(sound);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    await writeFile(table, damaged);
    const opening = openLevelStore({ directory });
    const error = await rejection(opening);
    if (error !== 'no error') {
      expect(error).toMatchObject({ code: 'corrupt' });
      continue;
    }
    const store = await opening;
    const { documents: listed } = await store.list({ limit: 100 });
    await store.close();
    expect(listed.map(({ documentId }) => documentId)).toEqual(documents);
  }
});

it('[S47] an operator can go on without what is lost', async () => {
  const { directory, table } = await build();
  const damaged = await readFile(table);
  // In the checksum of the index, which LevelDB does not look at.
  const at = damaged.byteLength - 50;
  damaged[at] = (damaged[at] ?? 0) ^ 0x10;
  await writeFile(table, damaged);
  expect(await rejection(openLevelStore({ directory }))).toMatchObject({ code: 'corrupt' });
  await writeFile(join(directory, 'accept-loss'), '');
  await (await openLevelStore({ directory })).close();
});
