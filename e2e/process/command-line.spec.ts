/** The executable as a person meets it: help, version, flags and environment, and what it writes where. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runExecutable } from '../harness/executable.ts';
import { expect, test } from '../harness/fixtures.ts';

test('--help says how to start it, on standard output, and exits 0', async ({ directory }) => {
  const { code, stdout, stderr } = await runExecutable({ args: ['--help'], cwd: directory });
  expect(code).toBe(0);
  expect(stdout).toContain('serve');
  expect(stderr).toBe('');
});

test('serve --help names each flag with its variable and starts nothing', async ({ directory }) => {
  const { code, stdout } = await runExecutable({ args: ['serve', '--help'], cwd: directory });
  expect(code).toBe(0);
  for (const flag of ['port', 'host', 'data', 'auth', 'allow-origin']) {
    expect(stdout).toContain(`--${flag}`);
    expect(stdout).toContain(`SCRIPTORIUM_${flag.toUpperCase().replaceAll('-', '_')}`);
  }
  expect(await readdir(directory)).toEqual([]);
});

test('--version is a version and nothing else', async ({ directory }) => {
  const { code, stdout } = await runExecutable({ args: ['--version'], cwd: directory });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
});

for (const args of [['serve', '--prot', '1'], ['serve', '--port', 'many'], ['serve', '--port', '70000'], ['srve'], []]) {
  test(`"scriptorium ${args.join(' ')}" is refused with one sentence and exit code 2`, async ({ directory }) => {
    const { code, stdout, stderr } = await runExecutable({ args, cwd: directory });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await readdir(directory)).toEqual([]);
  });
}

test('the line that says where it listens stands alone on standard output, and the log is JSON', async ({ server }) => {
  expect(server.stdout).toBe(`scriptorium listening on ${server.url}\n`);
  await server.kill('SIGTERM');
  expect(server.stdout).toBe(`scriptorium listening on ${server.url}\n`);
  expect(server.log.length).toBeGreaterThan(0);
  for (const line of server.log) expect(line).toEqual(expect.objectContaining({ level: expect.anything() }));
});

test('once the line is out the port answers', async ({ server }) => {
  const response = await fetch(`${server.url}/readyz`);
  expect(response.status).toBe(200);
});

test('a relative --data is meant from where the command was given', async ({ startServer, directory }) => {
  await startServer({ args: ['--data', 'some/where'] });
  expect(await readdir(join(directory, 'some/where'))).not.toEqual([]);
});

test('without --data the documents are in ./data', async ({ startServer, directory }) => {
  await startServer();
  expect(await readdir(join(directory, 'data'))).not.toEqual([]);
});

test('each flag can be given in the environment, and a flag wins over it', async ({ startServer, directory }) => {
  const elsewhere = join(directory, 'elsewhere');
  await mkdir(elsewhere);
  const variables = { SCRIPTORIUM_DATA: 'by-variable', SCRIPTORIUM_HOST: 'localhost' };
  const first = await startServer({ cwd: elsewhere, env: variables });
  expect(first.url).toContain('localhost');
  expect(await readdir(elsewhere)).toContain('by-variable');
  const env = { SCRIPTORIUM_DATA: 'by-variable', SCRIPTORIUM_PORT: '1' };
  const second = await startServer({ args: ['--data', 'by-flag'], env });
  expect(await readdir(directory)).toContain('by-flag');
  expect(second.port).not.toBe(1);
});

test('an IPv6 address stands in brackets, and is listened on', async ({ startServer }) => {
  const server = await startServer({ args: ['--host', '::1'] });
  expect(server.stdout).toMatch(/^scriptorium listening on http:\/\/\[::1\]:\d+\n$/);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
