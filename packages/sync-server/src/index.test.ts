/** The door for embedders, used as the README does. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createServerConfig, createSilentLogger, startServer } from './index.ts';
import { parseCommandLine } from './cli/command-line.ts';

test('what an embedder leaves out is as on the command line', () => {
  const command = parseCommandLine({ argv: ['serve'], env: {}, cwd: process.cwd(), version: '0' });
  expect(command).toMatchObject({ kind: 'serve', config: createServerConfig() });
  expect(createServerConfig({ port: 0 }).port).toBe(0);
});

test('an embedded server starts, answers and closes', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'scriptorium-'));
  const server = await startServer(createServerConfig({ port: 0, dataDirectory }), { logger: createSilentLogger() });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  await rm(dataDirectory, { recursive: true });
});
