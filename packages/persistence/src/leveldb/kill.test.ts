/** A process that is killed: everything that it said was on disk is there, once, and the store opens as if nothing was. [S1] [S3] */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/directories.ts';
import { text } from '../testing/values.ts';
import { openLevelStore } from './open-level-store.ts';

const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const writers = 8;

/** Appends from several writers at once and prints `<document> <sequence> <text>` after each promise. */
const program = `
  import { writeSync } from 'node:fs';
  const { openLevelStore } = await import(process.env.STORE);
  const store = await openLevelStore({ directory: process.env.DIRECTORY });
  const run = process.env.RUN;
  const write = async (writer) => {
    for (let count = 0; ; count++) {
      const update = 'run ' + run + ' writer ' + writer + ' update ' + count;
      const documentId = 'document-' + (writer % 3);
      const sequence = await store.append(documentId, new TextEncoder().encode(update));
      writeSync(1, documentId + ' ' + sequence + ' ' + update + '\\n');
    }
  };
  await Promise.all(Array.from({ length: ${writers} }, (_, writer) => write(writer)));
`;

async function runUntilKilled(options: { directory: string; run: number; acks: number }): Promise<string[]> {
  const env = { ...process.env, STORE: built, DIRECTORY: options.directory, RUN: String(options.run) };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acked: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acked.push(line);
    if (acked.length === options.acks) child.kill('SIGKILL');
  }
  await closed;
  return acked;
}

it.skipIf(!existsSync(built))('[S1] [S3] what was acked before a kill is there, in its place, once (needs the built package)', async () => {
  const directory = await temporaryDirectory();
  const acked: string[] = [];
  for (const run of [1, 2, 3, 4]) acked.push(...(await runUntilKilled({ directory, run, acks: 40 * run })));
  expect(acked.length).toBeGreaterThanOrEqual(400);
  const store = await openLevelStore({ directory });
  const stored = new Map<string, string>();
  for (const documentId of ['document-0', 'document-1', 'document-2']) {
    const document = await store.load(documentId);
    const updates = document?.tail.map(({ update }) => text(update)) ?? [];
    expect(new Set(updates).size).toBe(updates.length);
    expect(document?.tail.map(({ sequence }) => sequence)).toEqual(updates.map((_, index) => index + 1));
    for (const [index, update] of updates.entries()) stored.set(`${documentId} ${index + 1}`, update);
  }
  for (const line of acked) {
    const [, place = '', update = ''] = /^(\S+ \d+) (.*)$/u.exec(line) ?? [];
    expect(stored.get(place)).toBe(update);
  }
  await store.close();
});
