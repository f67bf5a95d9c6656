/** Every damage of a snapshot is found and named, and nothing else is. [S60] */
import { appendFile, cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { rejection, bytes } from '../testing/values.ts';
import { copyDataDirectory, isDataDirectory } from './copy-database.ts';
import { DirectoryDisk } from './directory-disk.ts';
import { type Inspected, inspectSnapshot } from './inspection.ts';
import { DocumentKeys, NamespaceKeys, formatKey, ringKey } from './keys.ts';
import type { LevelDocumentStore } from './level-store.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';

const leveldownPath = createRequire(import.meta.url).resolve('leveldown');

async function filled(disk = new MemoryDisk()): Promise<{ disk: MemoryDisk; store: LevelDocumentStore }> {
  const store = await openLevelStoreOn(disk);
  for (const update of ['a', 'b', 'c']) await store.append('one', bytes(update));
  await store.append('two', bytes('x'));
  await store.append('gone', bytes('x'));
  await store.delete('gone');
  await store.namespace('pins').write([{ key: bytes('k'), value: bytes('v') }]);
  await store.flush();
  return { disk, store };
}

function loseDocument(disk: MemoryDisk, documentId: string): void {
  for (const key of [new DocumentKeys(documentId).meta, new DocumentKeys(documentId).update(1)]) disk.remove(key);
}

async function inspect(store: LevelDocumentStore, sentinel: string | null = null): Promise<Inspected[]> {
  const snapshot = await store.openSnapshot();
  const found: Inspected[] = [];
  for await (const step of inspectSnapshot(snapshot, { where: '/data', sentinel })) found.push(step);
  await snapshot.close();
  return found;
}

function damagesOf(found: readonly Inspected[]): string[] {
  return found.flatMap((step) => {
    if (step.kind === 'damage') return [step.sentence];
    return step.kind === 'document' ? step.document.damages : [];
  });
}

it('[S60] a sound database: each document once, with its content, and no damage', async () => {
  const { disk, store } = await filled();
  const found = await inspect(store, disk.sentinel);
  expect(damagesOf(found)).toEqual([]);
  expect(found.map((step) => (step.kind === 'document' || step.kind === 'tombstone' ? `${step.kind} ${step.documentId}` : step.kind))).toEqual([
    'tombstone gone',
    'document one',
    'document two',
    'value',
  ]);
  expect(found.find((step) => step.kind === 'document')).toMatchObject({ document: { lastSequence: 3, tail: [{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }] } });
});

const cases: readonly [string, (disk: MemoryDisk) => void, RegExp][] = [
  ['a flipped update', (disk) => disk.flip(new DocumentKeys('one').update(2), 8), /^Update 2 of "one" fails its check/u],
  ['a lost update', (disk) => disk.remove(new DocumentKeys('one').update(2)), /^Update 2 of "one" is missing/u],
  ['a lost last update', (disk) => disk.remove(new DocumentKeys('two').update(1)), /^Update 1 of "two" is missing/u],
  ['a lost meta record', (disk) => disk.remove(new DocumentKeys('two').meta), /^The meta record of "two" is missing/u],
  ['a flipped value', (disk) => disk.flip(new NamespaceKeys('pins').inner(bytes('k')), -1), /^A value of the namespace "pins" fails its check/u],
  ['a lost witness', (disk) => disk.remove(new DocumentKeys('two').witness), /^The witness of "two" is missing/u],
  ['a flipped witness', (disk) => disk.flip(new DocumentKeys('two').witness, 8), /^The witness of "two" fails its check/u],
  ['a lost document', (disk) => loseDocument(disk, 'two'), /^All records of "two" are missing/u],
  ['a witness of nobody', (disk) => disk.values.set('7700', bytes('x')), /^A witness lies under a key that names no document/u],
  ['a lost commit', (disk) => disk.remove(ringKey(3)), /^Commits are missing: 1 of its commits/u],
  ['a lost end of the ring', (disk) => disk.remove(ringKey(7)), /ends with commit 6, but commit 7/u],
  ['a lost format record', (disk) => disk.remove(formatKey), /^The format record is missing/u],
  ['a flipped format record', (disk) => disk.flip(formatKey, -1), /format record fails its check/u],
  ['a key of nowhere', (disk) => disk.values.set('21', bytes('x')), /under a key that no record has \(21\)/u],
  ['a key of no document', (disk) => disk.values.set('640041', bytes('x')), /under a key that names no document/u],
];

it.each(cases)('[S60] %s is one damage, and named', async (_, damage, sentence) => {
  const { disk, store } = await filled();
  await store.close();
  const { sentinel } = disk;
  const again = await openLevelStoreOn(disk);
  damage(disk);
  const damages = damagesOf(await inspect(again, sentinel));
  expect(damages).toEqual([expect.stringMatching(sentence)]);
});

it('[S60] a block that LevelDB can not read is passed over and said, and what lies behind it is still there', async () => {
  const directory = await temporaryDirectory();
  const store = await openLevelStore({ directory });
  const name = (index: number): string => `document-${String(index).padStart(3, '0')}`;
  await Promise.all(Array.from({ length: 200 }, (_, index) => store.append(name(index), bytes('abcdefgh'.repeat(60)))));
  await store.compactFiles();
  await store.close();
  const tables = (await readdir(join(directory, 'store'))).filter((file) => file.endsWith('.ldb'));
  for (const table of tables) {
    const path = join(directory, 'store', table);
    const content = await readFile(path);
    // Compressed blocks do not survive a run of ones.
    const middle = content.byteLength >> 1;
    content.fill(0xff, middle, middle + 400);
    await writeFile(path, content);
  }
  const again = await openLevelStore({ directory });
  const found = await inspect(again);
  await again.close();
  expect(damagesOf(found)).toEqual(expect.arrayContaining([expect.stringMatching(/^Blocks of the database can't be read/u)]));
  const ids = found.flatMap((step) => (step.kind === 'document' ? [step.documentId] : []));
  expect(ids).toContain(name(0));
  expect(ids).toContain(name(199));
});

it('[S60] a copy is taken without changing a byte of the original, and opens as it would', async () => {
  const directory = await temporaryDirectory();
  const [from, to] = [join(directory, 'from'), join(directory, 'to')];
  const store = await openLevelStore({ directory: from });
  await store.append('one', bytes('a'));
  await store.close();
  const before = await imageOf(from);
  await mkdir(to);
  await copyDataDirectory({ from, to });
  const copy = await openLevelStoreOn(new DirectoryDisk(to, { shownAs: from }));
  expect((await copy.load('one'))?.lastSequence).toBe(1);
  await copy.append('one', bytes('b'));
  await copy.close();
  expect(await imageOf(from)).toEqual(before);
});

it('[S60] a directory that somebody has open is not copied, and messages about a copy name the original', async () => {
  const directory = await temporaryDirectory();
  const [from, to] = [join(directory, 'from'), join(directory, 'to')];
  await (await openLevelStore({ directory: from })).close();
  await mkdir(to);
  // Another process: one process may take a lock of its own as often as it likes.
  const script = `require(${JSON.stringify(leveldownPath)})(process.argv[1]).open(() => { console.log('open'); process.stdin.resume(); })`;
  const other = spawn(process.execPath, ['-e', script, join(from, 'store')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(other, 'exit');
  await once(other.stdout, 'data');
  expect(await rejection(copyDataDirectory({ from, to }))).toMatchObject({ code: 'locked', message: expect.stringContaining(from) });
  other.kill();
  await ended;
  await copyDataDirectory({ from, to });
  await rm(join(to, 'sentinel'));
  const refusal = await rejection(openLevelStoreOn(new DirectoryDisk(to, { shownAs: from })));
  expect(refusal).toMatchObject({ code: 'missing', message: expect.stringContaining(`in ${from} is missing`) });
});

it('[S60] what changes while it is copied is no copy', async () => {
  const directory = await temporaryDirectory();
  const [from, to] = [join(directory, 'from'), join(directory, 'to')];
  await (await openLevelStore({ directory: from })).close();
  await mkdir(to);
  const meddle = (): void => void appendFile(join(from, 'store', 'CURRENT'), 'x').catch(() => {});
  await cp(from, join(directory, 'spare'), { recursive: true });
  let isFirst = true;
  const copying = copyDataDirectory({
    from,
    to,
    onProgress: () => {
      if (isFirst) meddle();
      isFirst = false;
    },
  });
  expect(await rejection(copying)).toMatchObject({ code: 'locked' });
});

it('a data directory is one that holds a database or a sentinel', async () => {
  const directory = await temporaryDirectory();
  expect(await isDataDirectory(directory)).toBe(false);
  expect(await isDataDirectory(join(directory, 'nowhere'))).toBe(false);
  await (await openLevelStore({ directory })).close();
  expect(await isDataDirectory(directory)).toBe(true);
  await rm(join(directory, 'store'), { recursive: true });
  expect(await isDataDirectory(directory)).toBe(true);
});

it('[S60] tails are counted from meta alone, page by page', async () => {
  const { disk, store } = await filled();
  const snapshot = { update: bytes('s'), stateVector: bytes('v'), deletedRanges: bytes('') };
  await store.compact('two', { snapshot, throughSequence: 1 });
  expect(await store.tails({ limit: 10 })).toEqual({ documents: [{ documentId: 'one', updates: 3 }, { documentId: 'two', updates: 0 }], tombstones: 1, next: null });
  expect(await store.tails({ limit: 2 })).toMatchObject({ documents: [{ documentId: 'one' }], tombstones: 1, next: 'one' });
  disk.flip(new DocumentKeys('one').meta, -1);
  expect((await store.tails({ limit: 10 })).documents).toEqual([{ documentId: 'one', updates: null }, { documentId: 'two', updates: 0 }]);
});

async function imageOf(directory: string): Promise<Record<string, string>> {
  const image: Record<string, string> = {};
  for (const file of await readdir(directory, { recursive: true })) {
    const path = join(directory, file);
    const { mtimeMs, size } = await stat(path);
    const content = (await stat(path)).isFile() ? (await readFile(path)).toString('hex') : '';
    image[file] = `${size} ${mtimeMs} ${content}`;
  }
  return image;
}
