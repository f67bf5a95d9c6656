/** However the process ends that does the checking, verify says what that means. [S60] */
import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelStore } from '@scriptorium/persistence';
import { expect, onTestFinished, test } from 'vitest';
import { runVerifyApart } from './run-verify-apart.ts';

async function endWith(program: string, isJson = false, data = '/data'): Promise<{ code: number; stdout: string; stderr: string; left: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'scriptorium-apart-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const entry = join(directory, 'entry.mjs');
  await writeFile(entry, program);
  let [stdout, stderr] = ['', ''];
  const fake = Object.assign(new EventEmitter(), {
    execPath: process.execPath,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: process.env,
  }) as unknown as NodeJS.Process;
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = directory;
  try {
    const code = await runVerifyApart({ kind: 'verify', directory: data, isJson }, { process: fake, entry });
    return { code, stdout, stderr, left: await readdir(directory) };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

const leaveSomething = `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.TMPDIR + '/copy', 'x');`;

test.each([0, 1, 2])('[S60] exit code %i goes through, and the copy is gone', async (code) => {
  expect(await endWith(`${leaveSomething} process.exit(${code})`)).toEqual({ code, stdout: '', stderr: '', left: ['entry.mjs'] });
});

test.each(['SIGABRT', 'SIGSEGV'])('[S60] ended by %s is damage: exit 1, one line, or one object, and the copy is gone', async (signal) => {
  const program = `${leaveSomething} process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000)`;
  const lines = await endWith(program);
  expect(lines).toMatchObject({ code: 1, stderr: '', left: ['entry.mjs'] });
  expect(lines.stdout).toMatch(new RegExp(`^database: LevelDB ends the process .*${signal}.*\\n/data is damaged`, 'u'));
  expect(JSON.parse((await endWith(program, true)).stdout)).toMatchObject({ intact: false, damages: [{ document: null }] });
});

test('[S60] the one object names the damaged files, which no other line has named', async () => {
  const data = await mkdtemp(join(tmpdir(), 'scriptorium-apart-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const store = await openLevelStore({ directory: data });
  await store.append('doc', new TextEncoder().encode('a text that is not packed'));
  await store.close();
  await (await openLevelStore({ directory: data })).close();
  const [name = ''] = (await readdir(join(data, 'store'))).filter((file) => file.endsWith('.ldb'));
  const table = await readFile(join(data, 'store', name));
  table[10] = (table[10] ?? 0) ^ 1;
  await writeFile(join(data, 'store', name), table);
  const { stdout } = await endWith(`process.kill(process.pid, 'SIGABRT'); setInterval(() => {}, 1000)`, true, data);
  expect(JSON.parse(stdout)).toMatchObject({
    damages: [{ what: expect.stringContaining(`store/${name} is damaged`) }, { what: expect.stringContaining('SIGABRT') }],
    damagesTotal: 2,
  });
});

test.each([['SIGKILL', 2], ['SIGTERM', 143]] as const)('[S60] ended by %s says nothing about the database: exit %i', async (signal, code) => {
  const outcome = await endWith(`process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000)`);
  expect(outcome).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(signal) });
});
