/** A table whose index is damaged: refused by name, for LevelDB would pass over whole documents. [S46] [S57] */
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { bytes, rejection } from '../testing/values.ts';
import { openLevelStore } from './open-level-store.ts';
import { findDamagedBlocks, findDamagedTables } from './table-index.ts';

/** What Snappy can make little of. */
function noise(length: number): string {
  return Array.from({ length: length / 50 }, (_, index) => createHash('sha256').update(String(index)).digest('base64').padEnd(50, 'x')).join('');
}

/** Where the footer's first handle leads: the metaindex, whose only entry is the filter's name and its handle. */
function filterOf(table: Buffer): { readonly position: number; readonly bytes: number } {
  let at = table.byteLength - 48;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = table[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  at = varint();
  const [shared, nameBytes, handleBytes] = [varint(), varint(), varint()];
  const name = table.toString('latin1', at, at + nameBytes);
  expect([shared, name, handleBytes < 20]).toEqual([0, 'filter.leveldb.BuiltinBloomFilter2', true]);
  at += nameBytes;
  return { position: varint(), bytes: varint() };
}

/** Documents whose records fill several blocks of one table. */
async function build(): Promise<{ directory: string; table: string; documents: readonly string[] }> {
  const directory = await temporaryDirectory();
  const documents = Array.from({ length: 40 }, (_, index) => `document-${String(index).padStart(2, '0')}`);
  const store = await openLevelStore({ directory });
  for (const id of documents) await store.append(id, bytes(`${id} ${noise(400)}`));
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

it('[S60] every flip in the data of a table is found, and said with its place', async () => {
  const { directory, table } = await build();
  const store = join(directory, 'store');
  expect(await findDamagedBlocks(store)).toEqual([]);
  const sound = await readFile(table);
  const positions = new Set<number>();
  // Behind the data lie the filter, the index and the footer.
  for (let at = 0; at < sound.byteLength * 0.6; at += 97) {
    const damaged = Buffer.from(sound);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    await writeFile(table, damaged);
    const [found, ...others] = await findDamagedBlocks(store);
    expect(found).toMatchObject({ name: basename(table), blocks: 1 });
    expect(found?.position).toBeLessThanOrEqual(at);
    expect(others).toEqual([]);
    positions.add(found?.position ?? -1);
  }
  expect(positions.size).toBeGreaterThan(2);
});

it('[S60] tables whose index is packed are read as well', async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  for (let index = 0; index < 60; index += 1) await store.append(`${'a'.repeat(200)}${index}`, bytes(noise(3_000)));
  await store.close();
  await (await openLevelStore({ directory })).close();
  const [name = ''] = (await readdir(join(directory, 'store'))).filter((file) => file.endsWith('.ldb'));
  expect(await findDamagedBlocks(join(directory, 'store'))).toEqual([]);
  const table = await readFile(join(directory, 'store', name));
  for (const share of [0.1, 0.5, 0.9]) {
    const damaged = Buffer.from(table);
    const at = Math.floor(table.byteLength * share);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    await writeFile(join(directory, 'store', name), damaged);
    expect(await findDamagedBlocks(join(directory, 'store'))).toMatchObject([{ name, blocks: 1 }]);
  }
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

it('[S25] no damage to a table\'s filter hides a value', async () => {
  const directory = await temporaryDirectory();
  const keys = Array.from({ length: 300 }, (_, index) => bytes(`key ${index}`));
  const first = await openLevelStore({ directory });
  await first.namespace('n').write(keys.map((key) => ({ key, value: key })));
  await first.close();
  await (await openLevelStore({ directory })).close();
  const store = join(directory, 'store');
  const [name = ''] = (await readdir(store)).filter((file) => file.endsWith('.ldb'));
  const sound = await readFile(join(store, name));
  const filter = filterOf(sound);
  // 10 bits for each key.
  expect(filter.bytes).toBeGreaterThan(300 * 10 / 8);
  for (let at = filter.position; at < filter.position + filter.bytes; at += 50) {
    const damaged = Buffer.from(sound);
    damaged.fill(0, at, Math.min(at + 50, filter.position + filter.bytes));
    await writeFile(join(store, name), damaged);
    const opened = await openLevelStore({ directory });
    for (const key of keys) expect(await opened.namespace('n').get(key)).toEqual(key);
    await opened.close();
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
