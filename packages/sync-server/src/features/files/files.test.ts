/** Files over real sockets. [F1–F7] */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { createMemoryStore, type DocumentStore } from '@scriptorium/persistence';
import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from '../../room/clock.ts';
import type { DocumentWorker } from '../../room/document-worker/worker-contract.ts';
import { createInlineWorker } from '../../room/testing/inline-worker.ts';
import { openHttpScene, type Answer, type HttpScene, type HttpSceneOptions } from '../../testing/http-scene.ts';
import { createMemoryDocuments, memoryNow } from '../../testing/memory-documents.ts';
import { encodeRecord, referenceKey } from './file-records.ts';
import type { FileBody } from './file-schemas.ts';
import { files as feature } from './files.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), Buffer.from('IHDR'), Buffer.alloc(40)]);
const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  const memory = options.memory ?? createMemoryDocuments();
  scene = await openHttpScene({ features: [feature], ...options, memory });
  if (!(await memory.store.isDeleted('doc')) && (await memory.store.meta('doc')) === null) await memory.documents.create('doc', null);
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const upload = async ({ send }: HttpScene, body: Uint8Array, { name = 'a.png', type = 'image/png', id = 'doc' } = {}): Promise<Answer> =>
  await send(`/api/documents/${id}/files?name=${encodeURIComponent(name)}`, { method: 'POST', body, headers: { 'content-type': type } });

const keysOf = async (store: DocumentStore): Promise<string[]> =>
  (await store.namespace('files').entries()).map(({ key }) => String.fromCharCode(key[0] ?? 0));

describe('taking in', () => {
  test('[F1] a file is stored under the hash of its bytes, and given out as it was', async () => {
    const opened = await open();
    const large = randomBytes(600 * 1024 + 7);
    const made = await upload(opened, large, { name: 'large.bin', type: 'application/octet-stream' });
    expect([made.status, made.json()]).toEqual([
      201,
      { id: idOf(large), url: `/api/files/${idOf(large)}`, name: 'large.bin', bytes: large.byteLength, type: 'application/octet-stream' },
    ]);
    const got = await opened.send((made.json() as FileBody).url);
    expect(got.bytes.equals(large)).toBe(true);
    expect((await opened.send('/api/documents/doc/files')).json()).toEqual({ files: [made.json()] });
  });

  test('[F1] the same bytes are stored once', async () => {
    const opened = await open();
    await opened.memory.documents.create('other', null);
    const [one, two] = await Promise.all([upload(opened, png), upload(opened, png, { id: 'other', name: 'b.png' })]);
    expect([one.status, two.status, one.json()]).toMatchObject([201, 201, { id: (two.json() as FileBody).id }]);
    expect(await keysOf(opened.memory.store)).toEqual(['c', 'f', 'r', 'r']);
  });

  test('[F3] what it is, its bytes say', async () => {
    const opened = await open();
    expect((await upload(opened, png, { name: 'a.txt', type: 'text/plain' })).json()).toMatchObject({ type: 'image/png' });
    const html = Buffer.from('<script>alert(1)</script>');
    expect((await upload(opened, html, { name: 'a.png', type: 'text/html' })).json()).toMatchObject({ type: 'application/octet-stream' });
    const refused = await upload(opened, html);
    expect([refused.status, refused.json()]).toMatchObject([415, { detail: expect.stringMatching(/not an image that can be shown.*nothing was stored/) }]);
  });

  test('[F2] one byte above the limit is refused, said before or found out on the way', async () => {
    const opened = await open({ config: { fileSizeMaxMiB: 1 } });
    const most = randomBytes(1024 * 1024);
    expect((await upload(opened, most, { type: 'a/b' })).status).toBe(201);
    const refused = await upload(opened, Buffer.concat([most, Buffer.of(1)]), { type: 'a/b' });
    expect([refused.status, refused.json()]).toMatchObject([413, { detail: expect.stringMatching(/at most|the most.*1 MiB/) }]);
    const chunked = await fetch(`${opened.url}/api/documents/doc/files`, {
      method: 'POST',
      body: new Blob([randomBytes(1024 * 1024 + 1)]).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    expect((await keysOf(opened.memory.store)).filter((kind) => kind !== 'c')).toEqual(['f', 'r']);
    expect((await keysOf(opened.memory.store)).filter((kind) => kind === 'c')).toHaveLength(4);
  });

  test('[F2] a full quota is said, and nothing stays', async () => {
    const opened = await open({ config: { filesQuotaMiB: 1 } });
    expect((await upload(opened, randomBytes(700 * 1024), { type: 'a/b' })).status).toBe(201);
    const before = await keysOf(opened.memory.store);
    const refused = await upload(opened, randomBytes(400 * 1024), { type: 'a/b' });
    expect([refused.status, refused.json()]).toMatchObject([507, { detail: expect.stringMatching(/1 MiB/) }]);
    const chunked = await fetch(`${opened.url}/api/documents/doc/files`, { method: 'POST', body: new Blob([randomBytes(400 * 1024)]).stream(), duplex: 'half' });
    expect(chunked.status).toBe(507);
    expect(await keysOf(opened.memory.store)).toEqual(before);
    expect((await upload(opened, randomBytes(300 * 1024), { type: 'a/b' })).status).toBe(201);
  });

  test('an empty file, a document that is not there, a deleted one, a bad name', async () => {
    const opened = await open();
    expect((await upload(opened, Buffer.alloc(0), { type: 'a/b' })).status).toBe(400);
    expect((await upload(opened, png, { id: 'none' })).status).toBe(404);
    expect((await upload(opened, png, { id: '%ff' })).status).toBe(400);
    await opened.memory.documents.trash('doc');
    expect((await upload(opened, png)).status).toBe(410);
    expect(await keysOf(opened.memory.store)).toEqual([]);
  });

  test('[F2] an upload that breaks off leaves nothing', async () => {
    const opened = await open();
    const { store } = opened.memory;
    const sent = request({ port: opened.port, path: '/api/documents/doc/files', method: 'POST', headers: { 'content-length': 1_000_000 } });
    sent.on('error', () => {});
    sent.write(randomBytes(600 * 1024));
    await expect.poll(() => keysOf(store)).toContain('c');
    sent.destroy();
    await expect.poll(() => keysOf(store)).toEqual([]);
    expect((await upload(opened, png)).status).toBe(201);
  });

  test('[F2] what a crash has left of an upload goes at the next start', async () => {
    const store = createMemoryStore();
    const first = await open({ memory: createMemoryDocuments({ store }) });
    const sent = request({ port: first.port, path: '/api/documents/doc/files', method: 'POST', headers: { 'content-length': 1_000_000 } });
    sent.on('error', () => {});
    sent.write(randomBytes(600 * 1024));
    await expect.poll(() => keysOf(store)).toEqual(['c', 'c', 'u']);
    const copied = createMemoryStore();
    await copied.namespace('files').write(await store.namespace('files').entries());
    sent.destroy();
    await first.close();
    await open({ memory: createMemoryDocuments({ store: copied }) });
    expect(await keysOf(copied)).toEqual([]);
  });
});

describe('giving out', () => {
  test('[F5] an image is shown, anything else is saved, and nothing in either runs', async () => {
    const opened = await open();
    const image = await opened.send(`/api/files/${((await upload(opened, png, { name: 'é "x".png' })).json() as FileBody).id}`);
    expect(image.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `inline; filename="_ x.png"; filename*=UTF-8''%C3%A9%20x.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const other = await opened.send(`/api/files/${((await upload(opened, svg, { name: 'a.svg', type: 'text/plain' })).json() as FileBody).id}`);
    expect(other.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': expect.stringMatching(/^attachment; filename="a.svg"/) });
    const again = await opened.send(`/api/files/${idOf(png)}`, { headers: { 'if-none-match': `"${idOf(png)}"` } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test('[F7] a page of an allowed origin may show a picture, and a page of any other may not', async () => {
    const opened = await open({ config: { allowedOrigins: ['https://notes.example'] } });
    const { url } = (await upload(opened, png)).json() as FileBody;
    const asked = async (origin: string): Promise<Answer> => await opened.send(url, { headers: { origin } });
    const [allowed, cached] = [await asked('https://notes.example'), await opened.send(url, { headers: { origin: 'https://notes.example', 'if-none-match': `"${idOf(png)}"` } })];
    for (const { headers } of [allowed, cached]) {
      expect(headers['access-control-allow-origin']).toBe('https://notes.example');
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
    expect([allowed.status, cached.status]).toEqual([200, 304]);
    for (const origin of ['https://notes.example:8443', 'http://notes.example', 'https://other.example', 'null']) {
      expect((await asked(origin)).headers['access-control-allow-origin'], origin).toBeUndefined();
    }
    // What a page asks for without CORS says no origin, and is for the server's own pages alone.
    for (const { headers } of [allowed, await opened.send(url)]) {
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['vary']).toMatch(/Origin/);
    }
  });

  test('[F5] a file is given out as long as a document that may be read refers to it', async () => {
    const opened = await open();
    await upload(opened, png);
    expect((await opened.send(`/api/files/${'A'.repeat(43)}`)).status).toBe(404);
    expect((await opened.send('/api/files/x')).status).toBe(404);
    await opened.memory.documents.trash('doc');
    expect((await opened.send(`/api/files/${idOf(png)}`)).status).toBe(404);
    await opened.memory.documents.restore('doc');
    expect((await opened.send(`/api/files/${idOf(png)}`)).status).toBe(200);
    await opened.close();
    const store = createMemoryStore();
    const closed = await open({ memory: createMemoryDocuments({ store }), authorize: (_identity, _id, action) => (action === 'read' ? { allowed: false, reason: 'No.' } : { allowed: true }) });
    await upload(closed, png);
    expect((await closed.send(`/api/files/${idOf(png)}`)).status).toBe(404);
  });
});

describe('removing', () => {
  /** A document that shows a picture, as any schema may name it. */
  function showing(fileId: string): Uint8Array {
    const doc = new Y.Doc();
    const image = new Y.XmlElement('image');
    image.setAttribute('src', `/api/files/${fileId}`);
    doc.getXmlFragment('default').insert(0, [image]);
    return Y.encodeStateAsUpdate(doc);
  }

  test('[F4] what no document holds goes after seven days, and not before', async () => {
    let now = memoryNow;
    const hourly: (() => void)[] = [];
    const clock: Clock = { now: () => now, after: (delayMs, callback) => (delayMs === 3_600_000 ? void hourly.push(callback) : null, () => {}) };
    const round = (): void => hourly.pop()?.();
    const memory = createMemoryDocuments({ now: () => now });
    const opened = await open({ clock, memory });
    await upload(opened, png);
    now += 6 * dayMs;
    round();
    await memory.documents.fill('shows', { update: showing(idOf(png)), schemaVersion: 0 });
    now += 30 * dayMs;
    round();
    expect((await opened.send(`/api/files/${idOf(png)}`)).status).toBe(200);
    await memory.documents.trash('shows');
    now += 10 * dayMs;
    round();
    await memory.documents.restore('shows');
    expect((await opened.send(`/api/files/${idOf(png)}`)).status).toBe(200);
    await memory.documents.erase('shows');
    await memory.documents.erase('doc');
    await expect.poll(() => keysOf(memory.store)).toEqual(['c', 'f']);
    now += 6 * dayMs;
    round();
    await expect.poll(() => hourly.length).toBe(1);
    expect(await keysOf(memory.store)).toEqual(['c', 'f']);
    now += 2 * dayMs;
    round();
    await expect.poll(() => keysOf(memory.store)).toEqual([]);
    expect((await opened.send(`/api/files/${idOf(png)}`)).status).toBe(404);
  });

  test('[F4] what a document may hold of which not all files are told stays, until they are', async () => {
    let now = memoryNow;
    const hourly: (() => void)[] = [];
    const clock: Clock = { now: () => now, after: (delayMs, callback) => (delayMs === 3_600_000 ? void hourly.push(callback) : null, () => {}) };
    const found = { files: ['A'.repeat(43)], hasMoreFiles: true };
    const describing: DocumentWorker['describe'] = () => Promise.resolve({ title: null, text: '', words: 0, characters: 0, ...found });
    const memory = createMemoryDocuments({ now: () => now, worker: { ...createInlineWorker(), describe: describing } });
    const opened = await open({ clock, memory });
    const other = Buffer.concat([png, png]);
    await Promise.all([upload(opened, png), upload(opened, other)]);
    const round = (): void => {
      now += 8 * dayMs;
      hourly.pop()?.();
    };
    await memory.documents.reread('doc');
    round();
    expect((await opened.send('/api/documents/doc/files')).json()).toMatchObject({ files: { length: 2 } });
    Object.assign(found, { files: [idOf(png)], hasMoreFiles: false });
    await memory.documents.reread('doc');
    round();
    round();
    await expect.poll(async () => (await opened.send('/api/documents/doc/files')).json()).toMatchObject({ files: [{ id: idOf(png) }] });
  });

  test('[F4] before a file goes, the documents that referred to it are read again: the record of it may be an older one', async () => {
    let now = memoryNow;
    const hourly: (() => void)[] = [];
    const clock: Clock = { now: () => now, after: (delayMs, callback) => (delayMs === 3_600_000 ? void hourly.push(callback) : null, () => {}) };
    const store = createMemoryStore();
    const first = await open({ clock, memory: createMemoryDocuments({ store }) });
    await upload(first, png);
    await first.memory.documents.fill('shows', { update: showing(idOf(png)), schemaVersion: 0 });
    await expect.poll(() => keysOf(store)).toEqual(['c', 'f', 'r', 'r']);
    await first.close();
    hourly.length = 0;
    const older = encodeRecord({ name: 'a.png', unusedSince: now });
    await store.namespace('files').write([{ key: referenceKey(idOf(png), 'shows'), value: older }]);
    now += 8 * dayMs;
    const second = await open({ clock, memory: createMemoryDocuments({ store, now: () => now }) });
    await expect.poll(async () => await store.namespace('files').get(referenceKey(idOf(png), 'shows'))).not.toEqual(older);
    hourly.pop()?.();
    expect((await second.send(`/api/files/${idOf(png)}`)).status).toBe(200);
    expect(await keysOf(store)).toEqual(['c', 'f', 'r', 'r']);
    await second.memory.documents.erase('shows');
    now += 8 * dayMs;
    await expect.poll(async () => (hourly.pop()?.(), await keysOf(store))).toEqual([]);
  });

  test('[F4] references are kept over a restart', async () => {
    const store = createMemoryStore();
    const first = await open({ memory: createMemoryDocuments({ store }) });
    await upload(first, png);
    await first.memory.documents.fill('shows', { update: showing(idOf(png)), schemaVersion: 0 });
    await expect.poll(() => keysOf(store)).toEqual(['c', 'f', 'r', 'r']);
    await first.close();
    await store.delete('doc');
    const second = await open({ memory: createMemoryDocuments({ store }) });
    await expect.poll(() => keysOf(store)).toEqual(['c', 'f', 'r']);
    expect((await second.send(`/api/files/${idOf(png)}`)).bytes.equals(png)).toBe(true);
  });
});
