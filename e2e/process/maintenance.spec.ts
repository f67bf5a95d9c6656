/** verify, backup, restore and compact, beside a running server and without one. */
import { cp, mkdir, open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, connectClient } from '../harness/client.ts';
import { createDocument, deleteDocument, eraseDocument } from '../harness/documents-api.ts';
import { Executable, runExecutable } from '../harness/executable.ts';
import { expect, test } from '../harness/fixtures.ts';
import { createRandom, drawSeed, integerBelow } from '../harness/random.ts';
import { Server } from '../harness/server.ts';

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a slow machine says on the way. */
const progressLine = /^[A-Z][a-z ()%]+: \d+ % \(.* of .*\)\n/gmu;

function runIn(cwd: string): (...args: string[]) => Promise<Outcome> {
  return async (...args) => {
    const { code, stdout, stderr } = await runExecutable({ args, cwd });
    return { code, stdout, stderr: stderr.replaceAll(progressLine, '') };
  };
}

/** Two clients, so that what the second sees is known to be on disk. [P12] */
async function writeDocument(connect: (room: string) => Client, room: string, text: string): Promise<void> {
  const [author, reader] = [connect(room), connect(room)];
  await Promise.all([author.synced(), reader.synced()]);
  author.doc.getText('title').insert(0, text);
  await expect.poll(() => reader.doc.getText('title').toString()).toBe(text);
}

async function newDocument({ url }: Server, title: string): Promise<string> {
  return (JSON.parse((await createDocument(url, { title })).body) as { readonly id: string }).id;
}

/** A database of some size: `count` documents of `kilobytes` each that no compression makes small. */
async function fillServer(server: Server, { count, kilobytes }: { readonly count: number; readonly kilobytes: number }): Promise<void> {
  const random = createRandom(7);
  for (let index = 0; index < count; index++) {
    const client = connectClient({ wsUrl: server.wsUrl, room: `large-${index}` });
    await client.synced();
    const text = Array.from({ length: kilobytes * 64 }, () => random().toString(36).slice(2, 18).padEnd(16, '-')).join('');
    client.doc.getText('body').insert(0, text);
    const check = connectClient({ wsUrl: server.wsUrl, room: `large-${index}` });
    await expect.poll(() => check.doc.getText('body').length, { timeout: 20_000 }).toBe(text.length);
    client.close();
    check.close();
  }
}

test('[S61] a backup while four people write holds everything that was acked before it began, and a server starts on it', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  const seed = drawSeed();
  console.log(`SEED=${seed}`);
  const random = createRandom(seed);
  const writers = Array.from({ length: 4 }, (_, index) => connect(`room-${index % 2}`));
  const readers = [connect('room-0'), connect('room-1')];
  await Promise.all([...writers, ...readers].map(async (client) => await client.synced()));
  let typed = 0;
  const type = (): void => {
    const writer = writers[integerBelow(random, writers.length)];
    writer?.doc.getText('title').insert(0, `${typed++},`);
  };
  const typing = setInterval(type, 5);
  try {
    await expect.poll(() => readers[0]?.doc.getText('title').length ?? 0).toBeGreaterThan(100);
    const [trashed, purged] = [await newDocument(server, 'in the trash'), await newDocument(server, 'gone')];
    for (const id of [trashed, purged]) await deleteDocument(server.url, id);
    await eraseDocument(server.url, purged);
    // What a reader has seen is on disk. [P12]
    const seen = readers.map((reader) => reader.doc.getText('title').toString().split(','));
    const backup = await run('backup', 'notes.bak');
    expect(backup).toMatchObject({ code: 0, stderr: '' });
    expect(backup.stdout).toMatch(/notes\.bak: 3 documents, 1 deleted, \d+ values? of features/u);
    expect(((await stat(join(directory, 'notes.bak'))).mode & 0o777).toString(8)).toBe('600');
    expect(await run('restore', 'notes.bak', '--data', 'elsewhere')).toMatchObject({ code: 0, stderr: '' });
    const other = await Server.start({ cwd: directory, args: ['--data', 'elsewhere'] });
    try {
      for (const [index, edits] of seen.entries()) {
        const client = connectClient({ wsUrl: other.wsUrl, room: `room-${index}` });
        await client.synced();
        const restored = new Set(client.doc.getText('title').toString().split(','));
        expect(edits.filter((edit) => !restored.has(edit))).toEqual([]);
        expect(client.doc.store.pendingStructs).toBeNull();
        client.close();
      }
    } finally {
      await other.close();
    }
    expect(await run('verify', '--data', 'elsewhere')).toMatchObject({ code: 0 });
  } finally {
    clearInterval(typing);
  }
});

test('[S60] verify beside a server and without one; a flipped byte is exit 1 and names the document', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  await writeDocument(connect, 'sound', 'Sound');
  await writeDocument(connect, 'broken ☃', 'Qj4Zw9Xv');
  expect(await run('verify')).toMatchObject({ code: 0, stdout: expect.stringMatching(/ is intact: 2 documents.*through the running server/u) });
  await server.kill('SIGTERM');
  expect(await run('verify')).toMatchObject({ code: 0, stdout: expect.stringMatching(/ is intact: 2 documents/u), stderr: '' });
  // The start moves LevelDB's log into a table: a flip in the log would lose commits instead.
  await server.restart();
  await server.kill('SIGTERM');
  expect(await flip(join(directory, 'data', 'store'), 'Qj4Zw9Xv')).toBe(true);
  const before = await imageOf(join(directory, 'data'));
  const lines = await run('verify');
  expect(lines).toMatchObject({ code: 1, stderr: '' });
  expect(lines.stdout).toMatch(/^document "broken ☃": .*fails its check; .*\.$/mu);
  expect(lines.stdout).not.toContain('"sound"');
  const json = await run('verify', '--json');
  expect(json.code).toBe(1);
  const report = JSON.parse(json.stdout) as { readonly damages: readonly { readonly document: string | null }[] };
  expect(report).toMatchObject({ intact: false, documents: 2 });
  // The record, its meta record, which holds the title too, and the table of LevelDB that both are in, which is no document's alone.
  expect(new Set(report.damages.map(({ document }) => document))).toEqual(new Set(['broken ☃', null]));
  expect(await imageOf(join(directory, 'data')), 'verify changes nothing').toEqual(before);
  // The server that runs on it says the same, and the backup says that it holds a damage.
  await server.restart();
  expect(await run('verify')).toMatchObject({ code: 1, stdout: expect.stringContaining('"broken ☃"') });
  expect(await run('backup', 'damaged.bak')).toMatchObject({ code: 3, stderr: expect.stringContaining('"broken ☃"') });
  expect(await run('compact')).toMatchObject({ code: 1, stderr: expect.stringContaining('1 document is damaged') });
});

test('[S60] what is no data directory can not be verified: exit 2', async ({ directory }) => {
  const run = runIn(directory);
  await mkdir(join(directory, 'empty'));
  await writeFile(join(directory, 'file'), 'x');
  for (const data of ['nowhere', 'empty', 'file']) {
    expect(await run('verify', '--data', data)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no database in') });
    expect(await run('backup', 'b', '--data', data)).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database in') });
  }
  expect((await readdir(directory)).toSorted()).toEqual(['empty', 'file']);
  expect(await run('verify', '--nonsense')).toMatchObject({ code: 2 });
});

test('[S60] a database that lost its end is damaged, and so is one whose CURRENT is gone', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  await writeDocument(connect, 'kept', 'Kept');
  await server.kill('SIGTERM');
  await cp(join(directory, 'data'), join(directory, 'headless'), { recursive: true });
  await cp(join(directory, 'data'), join(directory, 'older'), { recursive: true });
  await writeFile(join(directory, 'headless', 'store', 'CURRENT'), '');
  expect(await run('verify', '--data', 'headless')).toMatchObject({ code: 1, stdout: expect.stringContaining('database: ') });
  await server.restart();
  await writeDocument(connect, 'later', 'Later');
  await server.kill('SIGTERM');
  await cp(join(directory, 'data', 'sentinel'), join(directory, 'older', 'sentinel'));
  const older = await run('verify', '--data', 'older');
  expect(older).toMatchObject({ code: 1 });
  expect(older.stdout).toMatch(/database: .*ends with commit/u);
  expect(older.stdout).toMatch(/1 document,/u);
  expect(older.stdout).not.toContain('scriptorium-verify');
});

test('[S64] restore refuses what is there, and a damaged or cut file leaves nothing behind', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  await writeDocument(connect, 'kept', 'Kept');
  expect(await run('backup', 'b')).toMatchObject({ code: 0 });
  expect(await run('backup', 'b')).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
  expect(await run('backup', 'b', '--force')).toMatchObject({ code: 0 });
  expect(await run('restore', 'b')).toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') });
  await server.kill('SIGTERM');
  expect(await run('restore', 'b')).toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') });
  const names = await readdir(directory);
  const whole = await readFile(join(directory, 'b'));
  const flipped = Buffer.from(whole);
  flipped.writeUInt8((flipped.at(-50) ?? 0) ^ 1, flipped.byteLength - 50);
  for (const [name, bytes] of [['cut', whole.subarray(0, -1)], ['flipped', flipped], ['other', Buffer.from('hello')]] as const) {
    await writeFile(join(directory, 'b'), bytes);
    const outcome = await run('restore', 'b', '--data', 'new/place');
    expect(outcome, name).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr.trim().split('\n'), name).toHaveLength(1);
    expect(await readdir(join(directory, 'new')), name).toEqual([]);
  }
  expect((await readdir(directory)).toSorted()).toEqual([...names, 'new'].toSorted());
});

test('[S64] an empty directory is restored into, and keeps its mode', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  await writeDocument(connect, 'kept', 'Kept');
  await run('backup', 'b');
  await server.kill('SIGTERM');
  await mkdir(join(directory, 'empty'), { mode: 0o750 });
  expect(await run('restore', 'b', '--data', 'empty')).toMatchObject({ code: 0 });
  expect(((await stat(join(directory, 'empty'))).mode & 0o777).toString(8)).toBe('750');
  expect((await readdir(join(directory, 'empty'))).toSorted()).toEqual(['sentinel', 'store']);
});

test('[S70] the socket is its owner\'s alone, is gone after a stop, and survives a kill', async ({ server, directory }) => {
  const socket = join(directory, 'data', 'control.sock');
  expect(((await stat(socket)).mode & 0o777).toString(8)).toBe('600');
  await server.kill('SIGKILL');
  expect((await stat(socket)).isSocket()).toBe(true);
  expect(await runIn(directory)('verify')).toMatchObject({ code: 0 });
  await server.restart();
  expect(await runIn(directory)('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('through the running server') });
  await server.kill('SIGTERM');
  expect((await readdir(join(directory, 'data'))).toSorted()).toEqual(['sentinel', 'store']);
});

test('[S70] two commands at once: both work beside a server, and one after the other without', async ({ server, connect, directory }) => {
  const run = runIn(directory);
  await writeDocument(connect, 'kept', 'Kept');
  const together = await Promise.all([run('backup', 'one'), run('backup', 'two'), run('verify')]);
  expect(together.map(({ code }) => code)).toEqual([0, 0, 0]);
  await server.kill('SIGTERM');
  const alone = await Promise.all([run('backup', 'three'), run('compact'), run('verify')]);
  expect(alone.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(['0', '0', '0']);
  expect(await run('verify')).toMatchObject({ code: 0 });
});

for (const isOnline of [true, false]) {
  test(`SIGINT in the middle of a backup leaves no half file (${isOnline ? 'beside a server' : 'alone'})`, async ({ server, directory }) => {
    await fillServer(server, { count: 6, kilobytes: 2_000 });
    if (!isOnline) await server.kill('SIGTERM');
    const names = await readdir(directory);
    const backup = new Executable({ args: ['backup', 'notes.bak'], cwd: directory });
    await expect.poll(async () => (await readdir(directory)).length, { intervals: [5] }).toBeGreaterThan(names.length);
    const { code } = await backup.kill('SIGINT');
    expect(code).toBe(130);
    expect((await readdir(directory)).toSorted()).toEqual(names.toSorted());
    if (isOnline) expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await runIn(directory)('backup', 'notes.bak')).toMatchObject({ code: 0 });
  });
}

test('compact makes the directory smaller and says so, beside a server as well', async ({ server, connect, directory }) => {
  const [author, reader] = [connect('typed'), connect('typed')];
  await Promise.all([author.synced(), reader.synced()]);
  for (let count = 0; count < 300; count++) author.doc.getText('title').insert(count, 'x');
  await expect.poll(() => reader.doc.getText('title').length).toBe(300);
  const outcome = await runIn(directory)('compact');
  expect(outcome).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/: 1 document compacted; .* before, .* after\.\n$/u) });
  author.doc.getText('title').insert(0, 'y');
  await expect.poll(() => reader.doc.getText('title').length).toBe(301);
  await server.kill('SIGTERM');
  expect(await runIn(directory)('compact')).toMatchObject({ code: 0, stdout: expect.stringMatching(/documents? compacted/u) });
  expect(await runIn(directory)('verify')).toMatchObject({ code: 0 });
  await server.restart();
  const late = connect('typed');
  await late.synced();
  expect(late.doc.getText('title').toString()).toBe(`y${'x'.repeat(300)}`);
});

/** In whichever file of the database the text is; false where it is in none. */
async function flip(store: string, text: string): Promise<boolean> {
  for (const name of await readdir(store)) {
    const path = join(store, name);
    const at = (await readFile(path)).indexOf(text);
    if (at === -1) continue;
    const file = await open(path, 'r+');
    await file.write(Buffer.from('X'), 0, 1, at);
    await file.close();
    return true;
  }
  return false;
}

async function imageOf(directory: string): Promise<string[]> {
  const names = (await readdir(directory, { recursive: true })).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(directory, name));
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
}
