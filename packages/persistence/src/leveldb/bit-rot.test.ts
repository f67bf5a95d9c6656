/** A real database whose files are damaged: each time it is refused, or a document is, or nothing is lost. [S25] [S37] [S45] */
import { cp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PersistenceError } from '../persistence-error.ts';
import { temporaryDirectory } from '../testing/directories.ts';
import { bytes, rejection, text } from '../testing/values.ts';
import { openLevelStore } from './open-level-store.ts';

const seed = Number(process.env['SEED'] ?? 20261122);
const documents = 5;
const updatesEach = 80;
const damages = 60;

/** Documents with updates of different sizes, half of them in a table and half in the log. */
async function build(directory: string): Promise<void> {
  for (const half of [0, 1]) {
    const store = await openLevelStore({ directory });
    for (let count = 0; count < updatesEach / 2; count++) {
      const names = Array.from({ length: documents }, (_, index) => `document-${index}`);
      await Promise.all(names.map((name) => store.append(name, contentOf(name, half * (updatesEach / 2) + count + 1))));
    }
    await store.close();
  }
}

function contentOf(name: string, sequence: number): Uint8Array {
  return bytes(`${name} update ${sequence} ${'x'.repeat((sequence * 7) % 90)}`);
}

/** `sound` only if every byte is there. Anything that is there but wrong fails the test. */
async function examine(directory: string): Promise<'sound' | 'refused' | 'document-damaged'> {
  const store = await openLevelStore({ directory }).catch((error: unknown) => {
    expect(error).toBeInstanceOf(PersistenceError);
    return null;
  });
  if (store === null) return 'refused';
  let verdict: 'sound' | 'document-damaged' = 'sound';
  for (let index = 0; index < documents; index++) {
    const name = `document-${index}`;
    const salvaged = await store.salvage(name);
    expect(salvaged).not.toBeNull();
    for (const { sequence, update } of salvaged?.tail ?? []) expect(text(update)).toBe(text(contentOf(name, sequence)));
    if (salvaged?.damages.length === 0) {
      expect(salvaged.tail).toHaveLength(updatesEach);
      continue;
    }
    verdict = 'document-damaged';
    expect(await rejection(store.load(name))).toMatchObject({ code: 'document-damaged' });
    expect(await rejection(store.append(name, bytes('x')))).toMatchObject({ code: 'document-damaged' });
  }
  await store.close();
  return verdict;
}

/** Mulberry32. */
function randomFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it(`[S25] [S37] [S45] no flip, cut or loss of a file goes unseen or gives a wrong value (SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  const source = await temporaryDirectory();
  await build(source);
  expect(await examine(source)).toBe('sound');
  await rm(source, { recursive: true });
  await build(source);
  const files = (await readdir(join(source, 'store'))).filter((file) => !/^(LOCK|LOG.*)$/u.test(file));
  expect(files.map((file) => file.replace(/\d+/u, ''))).toEqual(expect.arrayContaining(['.ldb', '.log', 'CURRENT', 'MANIFEST-']));
  const verdicts = new Map<string, number>();
  for (let round = 0; round < damages; round++) {
    const directory = join(await temporaryDirectory(), 'copy');
    await cp(source, directory, { recursive: true });
    const file = join(directory, 'store', files[random(files.length)] ?? '');
    const damage = ['flip', 'flip', 'flip', 'cut'][random(4)] ?? 'flip';
    const size = (await stat(file)).size;
    if (damage === 'cut') await truncate(file, random(size));
    else await flip(file, random(size * 8));
    const verdict = await examine(directory);
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    // A log that was cut has lost what the sentinel promises.
    if (damage === 'cut' && file.endsWith('.log')) expect(verdict).toBe('refused');
  }
  expect(verdicts.get('refused')).toBeGreaterThan(0);
  expect(verdicts.get('document-damaged')).toBeGreaterThan(0);
});

async function flip(file: string, bit: number): Promise<void> {
  const content = await readFile(file);
  const index = Math.floor(bit / 8);
  content[index] = (content[index] ?? 0) ^ (1 << (bit % 8));
  await writeFile(file, content);
}
