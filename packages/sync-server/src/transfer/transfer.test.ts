/** `export` and `import` between a real server's interface and real directories. [E6, E7] */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { features } from '../features/index.ts';
import { openHttpScene, type HttpScene } from '../testing/http-scene.ts';
import { exportDocuments, type ExportReport } from './export-documents.ts';
import { importDocuments } from './import-documents.ts';
import { createRestClient, type RestClient } from './rest-client.ts';

let scene: HttpScene;
let client: RestClient;
let directory: string;

beforeEach(async () => {
  scene = await openHttpScene({ features });
  client = createRestClient(scene.url, new AbortController().signal);
  directory = await mkdtemp(join(tmpdir(), 'scriptorium-transfer-'));
});

afterEach(async () => {
  await scene.close();
  await rm(directory, { recursive: true, force: true });
});

const failures: string[] = [];
const run = async (to: string, format: 'md' | 'json' = 'md'): Promise<ExportReport> =>
  await exportDocuments({ client, directory: to, format, onProgress: () => {}, onFailure: (sentence) => void failures.push(sentence) });

test('[E6] [E7] what is brought in and taken out again is the same', async () => {
  const from = join(directory, 'from');
  await mkdir(join(from, 'below'), { recursive: true });
  await writeFile(join(from, 'One.md'), '# One\n\nwords\n');
  await writeFile(join(from, 'below', 'Two.md'), '# One\n\nother words\n');
  await writeFile(join(from, 'bad.md'), Buffer.from([0xff]));
  await writeFile(join(from, '.hidden.md'), 'x');
  await writeFile(join(from, 'picture.png'), 'x');
  const said: string[] = [];
  const report = await importDocuments({ client, directory: from, onProgress: () => {}, onFailure: (sentence) => void said.push(sentence) });
  expect([report, said]).toEqual([{ documents: 2, failures: 1 }, [expect.stringMatching(/^bad\.md: .*UTF-8/)]]);
  const to = join(directory, 'to');
  expect(await run(to)).toEqual({ documents: 2, files: 0, failures: 0 });
  const names = (await readdir(to)).toSorted((one, other) => (one < other ? -1 : 1));
  expect(names).toEqual(['One (2).md', 'One.md']);
  const texts = await Promise.all(names.map(async (name) => await readFile(join(to, name), 'utf8')));
  expect(new Set(texts)).toEqual(new Set(['# One\n\nwords\n', '# One\n\nother words\n']));
});

test('[E7] a file that can not be read is named, and the others are brought in', async () => {
  for (const name of ['a.md', 'b.md', 'c.md']) await writeFile(join(directory, name), 'x');
  const brought: string[] = [];
  const bring: RestClient['bring'] = async ({ name }) => {
    brought.push(name);
    await rm(join(directory, 'b.md'), { force: true });
    return name;
  };
  const said: string[] = [];
  const report = await importDocuments({ client: { bring }, directory, onProgress: () => {}, onFailure: (sentence) => void said.push(sentence) });
  expect([report, brought, said]).toEqual([{ documents: 2, failures: 1 }, ['a.md', 'c.md'], [expect.stringMatching(/^b\.md: It can't be read: ENOENT/)]]);
});

test('[E6] files of documents come with them', async () => {
  await scene.send('/api/documents', { method: 'POST', body: { id: 'host' } });
  const stored = (await scene.send('/api/documents/host/files?name=a.pdf', { method: 'POST', body: Buffer.from('%PDF-1.7 x') })).json() as { url: string; id: string };
  await scene.send('/api/documents/import?format=md&id=doc', { method: 'POST', body: `# D\n\n[file](${stored.url})\n` });
  const to = join(directory, 'to');
  expect(await run(to)).toMatchObject({ documents: 2, files: 1 });
  expect(await readFile(join(to, 'D.md'), 'utf8')).toBe(`# D\n\n[file](files/${stored.id}.pdf)\n`);
  expect(await readFile(join(to, 'files', `${stored.id}.pdf`), 'utf8')).toBe('%PDF-1.7 x');
});

test('[E6] a directory with something in it stays as it is, and no server is said', async () => {
  await writeFile(join(directory, 'mine.txt'), 'x');
  await expect(run(directory)).rejects.toThrow(/is not empty/);
  client = createRestClient('http://127.0.0.1:9', new AbortController().signal);
  await expect(run(join(directory, 'to'))).rejects.toThrow(/no server at http:\/\/127\.0\.0\.1:9/);
  expect(await readdir(directory)).toEqual(['mine.txt']);
});

test.each([
  ['at once', 0],
  ['in the middle of a file', 1],
])('[E7] a server that hangs up %s is not said to be missing', async (_when, bytesRead) => {
  const rude = createServer((socket) => {
    socket.on('error', () => {});
    if (bytesRead === 0) socket.destroy();
    else socket.once('data', () => socket.destroy());
  });
  await new Promise<void>((resolve) => void rude.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(rude.address() as AddressInfo).port}`;
  const bring = (): Promise<string> => createRestClient(url, new AbortController().signal).bring({ name: 'a.md', bytes: new Uint8Array(8 * 1024 * 1024) });
  await expect(bring()).rejects.toThrow(`The server at ${url} hung up before it had answered; look at its log, and try again.`);
  await new Promise((resolve) => void rude.close(resolve));
  await expect(bring()).rejects.toThrow(`There is no server at ${url}; start it, or name another with --url.`);
});
