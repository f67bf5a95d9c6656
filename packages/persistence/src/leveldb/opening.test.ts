/** Every refusal to open, each with its message, over a real directory. [S20] [S22] [S40–S47] */
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PersistenceErrorCode } from '../persistence-error.ts';
import { temporaryDirectory } from '../testing/directories.ts';
import { MemoryDisk } from '../testing/memory-disk.ts';
import { bytes, rejection } from '../testing/values.ts';
import { openLevelDatabase } from './database.ts';
import { formatKey, ringKey } from './keys.ts';
import { openLevelStore, openLevelStoreOn } from './open-level-store.ts';
import { putRecord } from './record.ts';
import { decodeSentinel, encodeSentinel } from './sentinel.ts';

/** Opens, appends so many updates to `doc`, and closes. */
async function fill(directory: string, updates: number): Promise<void> {
  const store = await openLevelStore({ directory });
  for (let count = 0; count < updates; count++) await store.append('doc', bytes(`update ${count}`));
  await store.close();
}

async function expectRefusal(directory: string, refusal: { code: PersistenceErrorCode; message: RegExp }): Promise<void> {
  const error = await rejection(openLevelStore({ directory }));
  expect(error).toMatchObject({ name: 'PersistenceError', code: refusal.code });
  expect(String(error)).toMatch(refusal.message);
  expect(String(error)).toContain(directory);
}

async function inDatabase(directory: string, run: (database: Awaited<ReturnType<typeof openLevelDatabase>>) => Promise<void>): Promise<void> {
  const database = await openLevelDatabase({ directory: join(directory, 'store'), create: false, writeBufferBytes: 1 << 20 });
  await run(database);
  await database.close();
}

async function acceptLoss(directory: string): Promise<{ warnings: string[]; updates: number; next: number }> {
  await writeFile(join(directory, 'accept-loss'), '');
  const warnings: string[] = [];
  const store = await openLevelStore({ directory, onWarning: (message) => warnings.push(message) });
  const updates = (await store.load('doc'))?.tail.length ?? 0;
  const next = await store.append('doc', bytes('after'));
  await store.close();
  expect(await readdir(directory)).not.toContain('accept-loss');
  await fill(directory, 1);
  return { warnings, updates, next };
}

describe('a fresh directory', () => {
  it('[S43] is created with all its parents', async () => {
    const directory = join(await temporaryDirectory(), 'a', 'b');
    await fill(directory, 1);
    expect((await readdir(directory)).toSorted()).toEqual(['sentinel', 'store']);
  });

  it('[S42] a creation that was cut short goes on', async () => {
    for (const sentinel of [null, encodeSentinel('creating')]) {
      const directory = await temporaryDirectory();
      if (sentinel !== null) await writeFile(join(directory, 'sentinel'), sentinel);
      await mkdir(join(directory, 'store'));
      await writeFile(join(directory, 'store', 'LOCK'), '');
      await fill(directory, 1);
    }
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'sentinel'), encodeSentinel('creating'));
    const database = await openLevelDatabase({ directory: join(directory, 'store'), create: true, writeBufferBytes: 1 << 20 });
    await database.close();
    await fill(directory, 1);
  });

  it('[S20] that is a file, or can\'t be made, is unwritable', async () => {
    const parent = await temporaryDirectory();
    const directory = join(parent, 'file');
    await writeFile(directory, '');
    await expectRefusal(directory, { code: 'unwritable', message: /check that it is a directory/u });
    await expectRefusal(join(directory, 'below'), { code: 'unwritable', message: /check that it is a directory/u });
    await writeFile(join(parent, 'store'), '');
    await expectRefusal(parent, { code: 'unwritable', message: /can't be/u });
  });

  it('[S20] that another handle has open is locked', async () => {
    const directory = await temporaryDirectory();
    const store = await openLevelStore({ directory });
    await expectRefusal(directory, { code: 'locked', message: /Another process has the data directory/u });
    await store.append('doc', bytes('a'));
    await store.close();
    await fill(directory, 1);
  });
});

describe('a database that lost something', () => {
  it('[S44] the whole of it', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 3);
    await rm(join(directory, 'store'), { recursive: true });
    await expectRefusal(directory, { code: 'missing', message: /is missing, but it was there before/u });
    expect(await readdir(directory)).toEqual(['sentinel']);
    expect(await acceptLoss(directory)).toMatchObject({ updates: 0, next: 1, warnings: [expect.stringMatching(/missing/u), expect.stringMatching(/commit 3 was/u)] });
  });

  it('[S44] its file CURRENT', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 3);
    const current = join(directory, 'store', 'CURRENT');
    const content = await readFile(current);
    await rm(current);
    await writeFile(join(directory, 'accept-loss'), '');
    await expectRefusal(directory, { code: 'missing', message: /lost its file CURRENT/u });
    await writeFile(current, content);
    await fill(directory, 1);
  });

  it('[S44] its sentinel', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 3);
    await rm(join(directory, 'sentinel'));
    await expectRefusal(directory, { code: 'missing', message: /sentinel file .* is missing/u });
    expect(await acceptLoss(directory)).toMatchObject({ updates: 3, next: 4, warnings: [expect.stringMatching(/sentinel/u)] });
  });

  it('[S44] [S46] any of LevelDB\'s own files', async () => {
    const source = await temporaryDirectory();
    await fill(source, 3);
    // A second run, so that there is a table as well as a log.
    await fill(source, 3);
    const files = (await readdir(join(source, 'store'))).filter((file) => !/^(LOCK|LOG.*)$/u.test(file));
    expect(files.some((file) => file.endsWith('.ldb'))).toBe(true);
    for (const file of files) {
      const directory = join(source, `without-${file}`);
      await cp(join(source, 'store'), join(directory, 'store'), { recursive: true });
      await cp(join(source, 'sentinel'), join(directory, 'sentinel'));
      await rm(join(directory, 'store', file));
      const code = file.endsWith('.log') ? 'behind-sentinel' : 'missing';
      await expectRefusal(directory, { code, message: /restore|put back/u });
    }
  });

  it('[S45] its end: an older copy was put back under a newer sentinel', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 3);
    await cp(join(directory, 'store'), join(directory, 'older'), { recursive: true });
    await fill(directory, 3);
    await rm(join(directory, 'store'), { recursive: true });
    await cp(join(directory, 'older'), join(directory, 'store'), { recursive: true });
    await expectRefusal(directory, { code: 'behind-sentinel', message: /ends with commit 3, but commit 6 was on disk/u });
    expect(await acceptLoss(directory)).toMatchObject({ updates: 3, next: 4 });
  });

  it('[S45] its history: another one has gone past the sentinel', async () => {
    const directory = await temporaryDirectory();
    const other = await temporaryDirectory();
    await fill(directory, 3);
    await fill(other, 5);
    await rm(join(directory, 'store'), { recursive: true });
    await cp(join(other, 'store'), join(directory, 'store'), { recursive: true });
    await expectRefusal(directory, { code: 'behind-sentinel', message: /another history: its commit 3/u });
  });

  it('[S37] a commit in the middle', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 9);
    await inDatabase(directory, (database) => database.batch([{ key: ringKey(4), value: null }], { sync: true }));
    await expectRefusal(directory, { code: 'corrupt', message: /1 of its commits 0 to 9 are missing, the first of them 4/u });
    expect(await acceptLoss(directory)).toMatchObject({ updates: 9, next: 10 });
  });

  it('[S46] its format record', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 1);
    await inDatabase(directory, (database) => database.batch([{ key: formatKey, value: null }], { sync: true }));
    await expectRefusal(directory, { code: 'corrupt', message: /format record is missing; .*accept-loss does not help/u });
    await inDatabase(directory, (database) => database.batch([{ key: formatKey, value: Buffer.alloc(21) }], { sync: true }));
    await expectRefusal(directory, { code: 'corrupt', message: /format record fails its check; .*accept-loss does not help/u });
    await writeFile(join(directory, 'accept-loss'), '');
    await expectRefusal(directory, { code: 'corrupt', message: /format record fails its check/u });
  });

  it('[S46] [S47] what LevelDB can not read when it opens, and nobody is sent round in a circle', async () => {
    const disk = new MemoryDisk();
    await (await openLevelStoreOn(disk)).close();
    disk.isAccepted = true;
    disk.onRead = () => {
      throw new Error('Corruption: block checksum mismatch');
    };
    const error = await rejection(openLevelStoreOn(disk));
    expect(error).toMatchObject({ code: 'corrupt' });
    expect(String(error)).toMatch(/can't read its own records; .*accept-loss does not help/u);
  });

  it('[S42] [S46] everything that says what it is, but not its documents', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 1);
    await inDatabase(directory, (database) => database.batch([{ key: formatKey, value: null }], { sync: true }));
    await writeFile(join(directory, 'sentinel'), encodeSentinel('creating'));
    await expectRefusal(directory, { code: 'corrupt', message: /format record is missing/u });
  });

  it('[S46] its sentinel is unreadable', async () => {
    const directory = await temporaryDirectory();
    await fill(directory, 3);
    await writeFile(join(directory, 'sentinel'), '');
    await expectRefusal(directory, { code: 'corrupt', message: /sentinel file .* is damaged/u });
    expect(await acceptLoss(directory)).toMatchObject({ updates: 3, next: 4 });
  });
});

it('[S22] a newer format is not opened, and not touched', async () => {
  const directory = await temporaryDirectory();
  await fill(directory, 1);
  const payload = Buffer.alloc(10);
  payload.writeUInt32BE(4, 0);
  await inDatabase(directory, (database) => database.batch([putRecord(formatKey, 0, payload)], { sync: true }));
  await expectRefusal(directory, { code: 'newer-format', message: /has format 4, .* up to 3; use the newer software/u });
});

it('[S40] the sentinel reads back, and no damaged one does', async () => {
  const mark = { number: 123, hash: '0123456789abcdef'.repeat(2) };
  for (const sentinel of [mark, 'creating'] as const) {
    const text = encodeSentinel(sentinel);
    expect(decodeSentinel(text)).toEqual(sentinel);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at) ^ 1;
      expect(decodeSentinel(text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1))).toBeNull();
      expect(decodeSentinel(text.slice(0, at))).toBeNull();
    }
  }
});

it('[S52] the probe leaves nothing behind', async () => {
  const directory = await temporaryDirectory();
  await fill(directory, 1);
  const { DirectoryDisk } = await import('./directory-disk.ts');
  await new DirectoryDisk(directory).probe(10_000);
  expect((await readdir(directory)).toSorted()).toEqual(['sentinel', 'store']);
  expect((await stat(join(directory, 'sentinel'))).size).toBeLessThan(100);
});
