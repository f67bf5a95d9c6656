/** A server that can't start says why, in one sentence, and leaves what it found as it was. */
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../harness/client.ts';
import { runExecutable } from '../harness/executable.ts';
import { expect, test } from '../harness/fixtures.ts';

interface Failure {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

test('a port in use is named, with what to do', async ({ server, directory }) => {
  const args = ['serve', '--port', String(server.port), '--data', 'second'];
  const failure = await runExecutable({ args, cwd: directory });
  expectOneSentence(failure, String(server.port));
});

test('a data directory that another server has open is named', async ({ server, directory }) => {
  const failure = await runExecutable({ args: ['serve', '--port', '0'], cwd: directory });
  expectOneSentence(failure, join(directory, 'data'));
  // The first one did not notice.
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test('a data directory that is a file is named', async ({ directory }) => {
  await writeFile(join(directory, 'data'), 'a file');
  const failure = await runExecutable({ args: ['serve', '--port', '0'], cwd: directory });
  expectOneSentence(failure, join(directory, 'data'));
});

test('a data directory that cannot be written is named', async ({ directory }) => {
  // Root may write everywhere but where the kernel takes no files.
  const closed = process.getuid?.() === 0 ? '/sys/kernel' : join(directory, 'closed');
  if (closed.startsWith(directory)) await mkdir(closed, { mode: 0o500 });
  const failure = await runExecutable({ args: ['serve', '--port', '0', '--data', closed], cwd: directory });
  expectOneSentence(failure, closed);
});

test('a database that is gone while its sentinel is there is no fresh start', async ({ server, connect, directory }) => {
  await writeSomething(connect);
  await server.kill('SIGTERM');
  const data = join(directory, 'data');
  const names = await readdir(data);
  expect(names).toContain('sentinel');
  for (const name of names.filter((other) => other !== 'sentinel')) await rm(join(data, name), { recursive: true });
  const failure = await runExecutable({ args: ['serve', '--port', '0'], cwd: directory });
  expectOneSentence(failure, data);
});

test('a database that is behind its sentinel is refused', async ({ server, connect, directory }) => {
  const data = join(directory, 'data');
  await server.kill('SIGTERM');
  await cp(data, join(directory, 'old'), { recursive: true });
  await server.restart();
  await writeSomething(connect);
  await server.kill('SIGTERM');
  // What a restored backup would look like that lacks the last commits.
  await rm(join(data, 'store'), { recursive: true });
  await cp(join(directory, 'old/store'), join(data, 'store'), { recursive: true });
  const failure = await runExecutable({ args: ['serve', '--port', '0'], cwd: directory });
  expectOneSentence(failure, data);
});

test('an address of the network is refused without --auth open, and taken with it', async ({ directory, startServer }) => {
  const failure = await runExecutable({ args: ['serve', '--port', '0', '--host', '0.0.0.0'], cwd: directory });
  expectOneSentence(failure, '--auth open');
  const server = await startServer({ args: ['--host', '0.0.0.0', '--auth', 'open'] });
  expect(server.stdout).toContain(`http://0.0.0.0:${server.port}`);
});

async function writeSomething(connect: (room: string) => Client): Promise<void> {
  const [author, reader] = [connect('kept'), connect('kept')];
  await Promise.all([author.synced(), reader.synced()]);
  author.doc.getText('title').insert(0, 'Kept');
  // What another client sees is on disk. [P12]
  await expect.poll(() => reader.doc.getText('title').toString()).toBe('Kept');
}

function expectOneSentence({ code, stdout, stderr }: Failure, which: string): void {
  expect(code).not.toBe(0);
  expect(code).not.toBeNull();
  expect(stdout).toBe('');
  const fatal = stderr.trim().split('\n').at(-1) ?? '';
  expect(fatal).toContain(which);
  expect(stderr).not.toMatch(/\n\s+at /);
}
