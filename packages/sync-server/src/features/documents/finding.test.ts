/** The list as it is sorted, searched and kept over a restart. [D1–D4] */
import { createMemoryStore } from '@scriptorium/persistence';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openHttpScene, type HttpScene, type HttpSceneOptions } from '../../testing/http-scene.ts';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { documents as feature } from './documents.ts';

const path = '/api/documents';
let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  scene = await openHttpScene({ features: [feature], ...options });
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

/** As a page would write it. */
function written(title: string, ...lines: string[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, title);
  const paragraphs = lines.map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  doc.getXmlFragment('default').insert(0, paragraphs);
  return Y.encodeStateAsUpdate(doc);
}

interface Listed {
  readonly documents: readonly { readonly id: string; readonly title: string | null; readonly excerpt?: string }[];
  readonly next: string | null;
}

async function list({ send }: HttpScene, query: string): Promise<Listed> {
  return (await send(`${path}?${query}`)).json() as Listed;
}

const idsOf = ({ documents }: Listed): string[] => documents.map(({ id }) => id);

test('[D2] sorted by the last change, by title, by id', async () => {
  let now = 1_000;
  const memory = createMemoryDocuments({ now: () => now });
  for (const [id, title] of [['b', 'émile'], ['c', 'Adam'], ['a', 'Zoe'], ['d', null]] as const) {
    now += 1_000;
    await memory.documents.create(id, title);
  }
  const opened = await open({ memory });
  expect(idsOf(await list(opened, ''))).toEqual(['d', 'a', 'c', 'b']);
  expect(idsOf(await list(opened, 'sort=title'))).toEqual(['c', 'd', 'b', 'a']);
  expect(idsOf(await list(opened, 'sort=id'))).toEqual(['a', 'b', 'c', 'd']);
  now += 1_000;
  await opened.send(`${path}/b`, { method: 'PATCH', body: { title: 'Emil' } });
  expect(idsOf(await list(opened, ''))).toEqual(['b', 'd', 'a', 'c']);
});

test.each(['updated', 'title', 'id'])('[D2] pages by %s hold each document once', async (sort) => {
  const memory = createMemoryDocuments();
  for (const id of ['a', 'b', 'c', 'd', 'e']) await memory.documents.create(id, id < 'c' ? 'same' : null);
  const opened = await open({ memory });
  const seen: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: Listed = await list(opened, `sort=${sort}&limit=2${next === '' ? '' : `&cursor=${next}`}`);
    seen.push(...idsOf(page));
    next = page.next;
  }
  expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(seen).toEqual(idsOf(await list(opened, `sort=${sort}`)));
});

test('[D2] a cursor of another order is 400', async () => {
  const memory = createMemoryDocuments();
  for (const id of ['a', 'b']) await memory.documents.create(id, null);
  const opened = await open({ memory });
  const { next } = await list(opened, 'limit=1&sort=id');
  expect((await opened.send(`${path}?cursor=${next}`)).status).toBe(400);
});

describe('searching', () => {
  async function filled(): Promise<HttpScene> {
    const memory = createMemoryDocuments();
    const fill = (id: string, update: Uint8Array): Promise<unknown> => memory.documents.fill(id, { update, schemaVersion: 0 });
    await fill('harbour', written('Harbour log', 'The Zürich boat came in at dawn.', 'Nothing else.'));
    await fill('kitchen', written('Kitchen', 'A log for the fire', '東京の料理'));
    await fill('empty', written('Nothing here'));
    return await open({ memory });
  }

  test('[D3] by title and by text, without case and accents, the title first', async () => {
    const opened = await filled();
    expect(idsOf(await list(opened, 'query=LOG'))).toEqual(['harbour', 'kitchen']);
    expect(idsOf(await list(opened, 'query=zurich'))).toEqual(['harbour']);
    expect(idsOf(await list(opened, 'query=boat%20dawn'))).toEqual(['harbour']);
    expect(idsOf(await list(opened, 'query=boat%20kitchen'))).toEqual([]);
    expect(idsOf(await list(opened, 'query=kitchen%20fire'))).toEqual(['kitchen']);
    expect(idsOf(await list(opened, `query=${encodeURIComponent('東京')}`))).toEqual(['kitchen']);
    expect(idsOf(await list(opened, 'query=z'))).toEqual(['harbour']);
    expect(idsOf(await list(opened, 'query=absent'))).toEqual([]);
  });

  test('[D3] what is found in the text comes with the words around it', async () => {
    const opened = await filled();
    expect((await list(opened, 'query=zurich')).documents[0]?.excerpt).toBe('The Zürich boat came in at dawn.');
    expect((await list(opened, 'query=harbour')).documents[0]).not.toHaveProperty('excerpt');
  });

  test('[D3] what is written is found once it was read, and no longer when it is gone', async () => {
    const memory = createMemoryDocuments();
    const opened = await open({ memory });
    await memory.documents.fill('doc', { update: written('T', 'first words'), schemaVersion: 0 });
    expect(idsOf(await list(opened, 'query=first'))).toEqual(['doc']);
    await opened.send(`${path}/doc`, { method: 'DELETE' });
    expect(idsOf(await list(opened, 'query=first'))).toEqual([]);
    await opened.send('/api/trash/doc/restore', { method: 'POST' });
    expect(idsOf(await list(opened, 'query=first'))).toEqual(['doc']);
    await opened.send(`${path}/doc?forever=true`, { method: 'DELETE' });
    expect(idsOf(await list(opened, 'query=first'))).toEqual([]);
  });
});

describe('over a restart', () => {
  test('[D4] everything is found as before, and nothing is read again', async () => {
    const store = createMemoryStore();
    const first = await open({ memory: createMemoryDocuments({ store }) });
    await first.memory.documents.fill('doc', { update: written('T', 'some words'), schemaVersion: 0 });
    await first.send(`${path}/doc/star`, { method: 'PUT' });
    await first.close();
    const memory = createMemoryDocuments({ store });
    const opened = await open({ memory });
    expect((await list(opened, 'query=words&starred=true')).documents).toMatchObject([{ id: 'doc', title: 'T', excerpt: 'some words' }]);
    expect(memory.events).toEqual([]);
  });

  test('[D4] what changed after it was last read is read again', async () => {
    const store = createMemoryStore();
    const first = await open({ memory: createMemoryDocuments({ store }) });
    await first.memory.documents.fill('doc', { update: written('T', 'old words'), schemaVersion: 0 });
    await first.close();
    // As a server that is killed before it has read what it has stored.
    const later = createMemoryDocuments({ store, now: () => Date.now() + 1_000 });
    await store.append('doc', written('', 'new words'));
    const opened = await open({ memory: later });
    await vi.waitFor(async () => expect(idsOf(await list(opened, 'query=new'))).toEqual(['doc']));
  });
});

test('[D2] a document that is written is in the list before it was read', async () => {
  const memory = createMemoryDocuments();
  const opened = await open({ memory });
  const lease = await memory.registry.lease('doc');
  await lease.room.content.fill(written('Title', 'x'), 0);
  expect(idsOf(await list(opened, ''))).toEqual(['doc']);
  lease.release();
});
