/** A directory that lasts as long as a test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryDirectory {
  readonly path: string;
  close(): Promise<void>;
}

export async function createTemporaryDirectory(): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'scriptorium-e2e-'));
  return { path, close: async () => await rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
