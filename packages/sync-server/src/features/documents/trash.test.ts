/** Trash, copies, templates and stars over HTTP. [D5–D8] */
import { PersistenceError } from '@scriptorium/persistence';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from '../../room/clock.ts';
import { openHttpScene, type Answer, type HttpScene, type HttpSceneOptions } from '../../testing/http-scene.ts';
import { createMemoryDocuments, memoryNow, type MemoryDocuments } from '../../testing/memory-documents.ts';
import type { DocumentService } from '../document-service.ts';
import { documents as feature } from './documents.ts';

const path = '/api/documents';
const dayMs = 24 * 60 * 60 * 1_000;
let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  scene = await openHttpScene({ features: [feature], ...options });
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const idsOf = (answer: Answer): string[] => (answer.json() as { documents: { id: string }[] }).documents.map(({ id }) => id);

async function titled(memory: MemoryDocuments, id: string, title: string): Promise<void> {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  doc.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')]);
  await memory.documents.fill(id, { update: Y.encodeStateAsUpdate(doc), schemaVersion: 4 });
}

test('[D5] DELETE puts into the trash, from where it is restored as it was', async () => {
  const { send, memory } = await open();
  await titled(memory, 'a', 'One');
  const before = await memory.store.load('a');
  expect((await send(`${path}/a`, { method: 'DELETE' })).status).toBe(204);
  expect((await send(`${path}/a`)).status).toBe(410);
  expect(idsOf(await send(path))).toEqual([]);
  expect((await send('/api/trash')).json()).toMatchObject({
    documents: [{ id: 'a', title: 'One', erasedAt: expect.any(String) }],
  });
  const restored = await send('/api/trash/a/restore', { method: 'POST' });
  expect([restored.status, restored.json()]).toMatchObject([200, { id: 'a', title: 'One' }]);
  expect(await memory.store.load('a')).toEqual(before);
  expect(idsOf(await send(path))).toEqual(['a']);
  expect(idsOf(await send('/api/trash'))).toEqual([]);
});

test('[D5] what is erased is gone for good; its name stays closed', async () => {
  const { send, memory } = await open();
  for (const id of ['a', 'b', 'c']) await titled(memory, id, id);
  for (const id of ['a', 'b']) await send(`${path}/${id}`, { method: 'DELETE' });
  expect((await send('/api/trash/a', { method: 'DELETE' })).status).toBe(204);
  expect((await send('/api/trash/a', { method: 'DELETE' })).status).toBe(404);
  expect((await send('/api/trash/a/restore', { method: 'POST' })).status).toBe(404);
  expect((await send('/api/trash/c', { method: 'DELETE' })).status).toBe(404);
  expect((await send(path, { method: 'POST', body: { id: 'a' } })).status).toBe(410);
  expect((await send('/api/trash', { method: 'DELETE' })).status).toBe(204);
  expect(idsOf(await send('/api/trash'))).toEqual([]);
  expect((await send(`${path}/c?forever=true`, { method: 'DELETE' })).status).toBe(204);
  expect((await memory.store.listTrash({ limit: 10 })).documents).toEqual([]);
  for (const id of ['a', 'b', 'c']) expect(await memory.store.isDeleted(id)).toBe(true);
});

test('[D5] after its days in the trash a document is erased, at the start or within an hour', async () => {
  let now = memoryNow;
  const hourly: (() => void)[] = [];
  const clock: Clock = { now: () => now, after: (delayMs, callback) => (delayMs === 3_600_000 ? void hourly.push(callback) : null, () => {}) };
  const memory = createMemoryDocuments({ now: () => now });
  await titled(memory, 'old', 'Old');
  await titled(memory, 'young', 'Young');
  await memory.documents.trash('old');
  now += 7 * dayMs;
  await memory.documents.trash('young');
  const { send } = await open({ memory, clock, config: { trashDays: 7 } });
  await expect.poll(() => hourly.length).toBe(1);
  expect(idsOf(await send('/api/trash'))).toEqual(['young']);
  now += 7 * dayMs;
  hourly.pop()?.();
  await expect.poll(async () => idsOf(await send('/api/trash'))).toEqual([]);
});

test('[D5] [S29] what a damaged record says is in the trash is not erased for its age', async () => {
  let now = memoryNow;
  const hourly: (() => void)[] = [];
  const clock: Clock = { now: () => now, after: (delayMs, callback) => (delayMs === 3_600_000 ? void hourly.push(callback) : null, () => {}) };
  const memory = createMemoryDocuments({ now: () => now });
  await titled(memory, 'back', 'Came back');
  await memory.documents.trash('back');
  // An older record of it: the newest, which says that it came back, is hidden.
  const damaged = new PersistenceError('document-damaged', 'The document is damaged.');
  const meta = memory.store.meta.bind(memory.store);
  Object.assign(memory.store, { meta: (id: string) => (id === 'back' ? Promise.reject(damaged) : meta(id)) });
  now += 40 * dayMs;
  await open({ memory, clock });
  await expect.poll(() => hourly.length).toBe(1);
  expect((await memory.store.listTrash({ limit: 10 })).documents).toMatchObject([{ documentId: 'back' }]);
});

test('[D8] a copy holds all of it under a title of its own', async () => {
  const { send, memory } = await open();
  await titled(memory, 'a', 'One');
  const copied = await send(`${path}/a/duplicate`, { method: 'POST', body: {} });
  expect([copied.status, copied.json()]).toMatchObject([201, { title: 'One (copy)' }]);
  const named = await send(`${path}/a/duplicate`, { method: 'POST', body: { id: 'b', title: 'Two' } });
  expect([named.headers['location'], named.json()]).toMatchObject([`${path}/b`, { id: 'b', title: 'Two' }]);
  const stored = await memory.store.load('b');
  expect([stored?.meta.schemaVersion, stored?.lastSequence]).toEqual([4, 1]);
  const doc = new Y.Doc();
  for (const { update } of stored?.tail ?? []) Y.applyUpdate(doc, update);
  expect([doc.getText('title').toString(), doc.getXmlFragment('default').toString()]).toEqual(['Two', '<paragraph></paragraph>']);
  expect((await send(`${path}/a/duplicate`, { method: 'POST', body: { id: 'b' } })).status).toBe(409);
  expect((await send(`${path}/none/duplicate`, { method: 'POST', body: {} })).status).toBe(404);
  expect(idsOf(await send(`${path}?query=two`))).toEqual(['b']);
});

test('[D6] a document is made a template, and new ones begin with it', async () => {
  const { send, memory } = await open();
  await titled(memory, 'minutes', 'Minutes');
  expect((await send(`${path}/minutes`, { method: 'PATCH', body: { template: true } })).json()).toMatchObject({ template: true });
  expect(idsOf(await send(`${path}?template=true`))).toEqual(['minutes']);
  expect((await send(path, { method: 'POST', body: { id: 'a', template: 'minutes' } })).json()).toMatchObject({ title: 'Minutes', template: false });
  expect((await send(path, { method: 'POST', body: { id: 'b', template: 'minutes', title: 'May' } })).json()).toMatchObject({ title: 'May' });
  expect(idsOf(await send(`${path}?template=false&sort=id`))).toEqual(['a', 'b']);
  expect((await send(path, { method: 'POST', body: { template: 'none' } })).status).toBe(404);
  await send(`${path}/minutes`, { method: 'PATCH', body: { template: false } });
  expect(idsOf(await send(`${path}?template=true`))).toEqual([]);
});

test('[D7] stars come and go, and go with the document', async () => {
  const { send, memory } = await open();
  await titled(memory, 'a', 'One');
  await titled(memory, 'b', 'Two');
  expect((await send(`${path}/a/star`, { method: 'PUT' })).status).toBe(204);
  expect(idsOf(await send(`${path}?starred=true`))).toEqual(['a']);
  expect((await send(`${path}/a`)).json()).toMatchObject({ starred: true });
  expect((await send(`${path}/none/star`, { method: 'PUT' })).status).toBe(404);
  await send(`${path}/a/star`, { method: 'DELETE' });
  expect(idsOf(await send(`${path}?starred=true`))).toEqual([]);
  await send(`${path}/b/star`, { method: 'PUT' });
  await send(`${path}/b?forever=true`, { method: 'DELETE' });
  await expect.poll(async () => (await memory.store.namespace('documents').entries()).filter(({ key }) => key[0] === 0x73)).toEqual([]);
});

test('[D8] a document that has something in it is not filled, also where two come at once', async () => {
  const { memory } = await open();
  const [one, two] = ['One', 'Two'].map((title) => {
    const doc = new Y.Doc();
    doc.getText('title').insert(0, title);
    return { update: Y.encodeStateAsUpdate(doc), schemaVersion: 1 };
  });
  if (one === undefined || two === undefined) throw new Error('There are two.');
  const made = await Promise.all([memory.documents.fill('a', one), memory.documents.fill('a', two)]);
  expect(made.filter((entry) => entry === 'exists')).toHaveLength(1);
  expect((await memory.store.load('a'))?.lastSequence).toBe(1);
  await expect(memory.documents.fill('b', { update: Uint8Array.of(1, 2, 3), schemaVersion: 1 })).rejects.toThrow(RangeError);
  expect(await memory.store.load('b')).toBeNull();
});

test('[D5] a document that is thrown away while it is read for a change is not in the list', async () => {
  const memory = createMemoryDocuments();
  await titled(memory, 'a', 'One');
  let meanwhile: () => Promise<unknown> = () => Promise.resolve();
  const rename: DocumentService['rename'] = async (id, title) => {
    const entry = await memory.documents.rename(id, title);
    await meanwhile();
    return entry;
  };
  const { send } = await open({ memory, documents: { rename } });
  for (const way of ['', '?forever=true']) {
    await titled(memory, `crossed${way}`, 'Crossed');
    await expect.poll(async () => idsOf(await send(path))).toContain(`crossed${way}`);
    const one = `${path}/${encodeURIComponent(`crossed${way}`)}`;
    meanwhile = () => send(`${one}${way}`, { method: 'DELETE' });
    await send(one, { method: 'PATCH', body: { title: 'Two', template: true } });
    expect(idsOf(await send(path))).toEqual(['a']);
  }
  expect(idsOf(await send('/api/trash'))).toEqual(['crossed']);
});

test('[D5] a document that the list does not know yet is in the trash all the same, and can be erased there', async () => {
  const memory = createMemoryDocuments();
  const get = (): Promise<never> => Promise.reject(new PersistenceError('unwritable', 'The disk can not be read.'));
  const { send } = await open({ memory, documents: { get } });
  await titled(memory, 'a', 'One');
  expect((await send(`${path}/a`, { method: 'DELETE' })).status).toBe(204);
  expect((await send('/api/trash')).json()).toMatchObject({ documents: [{ id: 'a', title: 'One' }] });
  expect((await send('/api/trash/a', { method: 'DELETE' })).status).toBe(204);
  expect(await memory.store.isDeleted('a')).toBe(true);
});
