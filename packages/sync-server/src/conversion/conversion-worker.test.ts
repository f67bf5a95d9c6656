/** The converting thread has limits of time and of what waits. [E3] */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { ConversionService } from '../features/conversion-service.ts';
import { createConversionWorker } from './conversion-worker.ts';

let directory: string | undefined;
let worker: ConversionService | undefined;

afterEach(async () => {
  await worker?.close();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
});

async function start(code: string, timeoutMs?: number): Promise<ConversionService> {
  directory = await mkdtemp(join(tmpdir(), 'scriptorium-conversion-'));
  const file = join(directory, 'entry.mjs');
  await writeFile(file, `export function run(task) { ${code} }`);
  worker = createConversionWorker({ entry: pathToFileURL(file), ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  return worker;
}

const noImages = async (): Promise<ReadonlyMap<string, Uint8Array>> => new Map();

const write = async (service: ConversionService): Promise<unknown> => {
  try {
    return await service.write({ format: 'md', update: new Uint8Array(2), images: noImages });
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

test('[E3] a task that does not end is ended, and the next one is done', async () => {
  const service = await start("if (task.format === 'md') for (;;); return { kind: 'written', bytes: new Uint8Array(1) };", 1_000);
  expect(await write(service)).toBe('too-much');
  expect(await service.write({ format: 'json', update: new Uint8Array(2), images: noImages })).toEqual(new Uint8Array(1));
});

test('[E3] sixteen may wait, the seventeenth is sent away; closing ends them all', async () => {
  const service = await start('return new Promise(() => {});');
  const waiting = Array.from({ length: 16 }, async () => await write(service));
  expect(await write(service)).toBe('busy');
  await service.close();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['busy']));
  expect(await write(service)).toBe('busy');
});

test('[E3] images are read for the document whose turn it is, and for none that waits', async () => {
  const service = await start('return new Promise(() => {});');
  const images = [0, 1].map(() => vi.fn(noImages));
  const writing = images.map(async (each) => await service.write({ format: 'docx', update: new Uint8Array(2), images: each }).catch(() => 'ended'));
  await vi.waitFor(() => expect(images[0]).toHaveBeenCalledOnce());
  expect(images[1]).not.toHaveBeenCalled();
  await service.close();
  expect(await Promise.all(writing)).toEqual(['ended', 'ended']);
  expect(images[1]).not.toHaveBeenCalled();
});

test('[E3] what the thread says of a file is said on', async () => {
  const service = await start("return { kind: 'failed', reason: 'It is upside down.' };");
  await expect(service.read({ format: 'md', bytes: new Uint8Array(), title: null, fallbackTitle: null })).rejects.toMatchObject({ code: 'unreadable', message: 'It is upside down.' });
});
