/** A long text is kept in parts, none of which is a large commit, and comes back whole or not at all. [D1] */
import { type Namespace, type NamespaceChange, createMemoryStore } from '@scriptorium/persistence';
import { expect, test } from 'vitest';
import { KeptTexts } from './kept-texts.ts';

const partBytes = 64 * 1024;
const always = (): boolean => true;
// Three bytes each, so that parts end within a character.
const long = '€'.repeat(70_000);

function recorded(): { readonly namespace: Namespace; readonly writes: (readonly NamespaceChange[])[] } {
  const kept = createMemoryStore().namespace('documents');
  const writes: (readonly NamespaceChange[])[] = [];
  const write = (changes: readonly NamespaceChange[]): Promise<void> => {
    writes.push(changes);
    return kept.write(changes);
  };
  return { writes, namespace: { write, get: (key) => kept.get(key), entries: (range) => kept.entries(range), clear: () => kept.clear() } };
}

const bytesOf = (changes: readonly NamespaceChange[]): number => changes.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);

test('[D1] a long text comes back as it was, and no commit of it is larger than a part', async () => {
  const { namespace, writes } = recorded();
  const texts = new KeptTexts(namespace);
  await texts.write('doc', { mark: 7, text: long }, always);
  expect(await texts.read('doc')).toEqual({ mark: 7, text: long });
  expect(writes).toHaveLength(5);
  expect(Math.max(...writes.map(bytesOf))).toBe(partBytes);
});

test('[D1] a text that is as long as a part is one record, and one byte more is two parts', async () => {
  const { namespace } = recorded();
  const texts = new KeptTexts(namespace);
  const markBytes = 8;
  await texts.write('doc', { mark: 7, text: 'x'.repeat(partBytes - markBytes) }, always);
  expect(await namespace.entries()).toHaveLength(1);
  await texts.write('doc', { mark: 7, text: 'x'.repeat(partBytes - markBytes + 1) }, always);
  expect(await namespace.entries()).toHaveLength(3);
});

test('[D1] of a text that became shorter no part stays, nor of one that is removed', async () => {
  const { namespace } = recorded();
  const texts = new KeptTexts(namespace);
  await texts.write('doc', { mark: 7, text: long }, always);
  await texts.write('doc', { mark: 8, text: long.slice(0, 30_000) }, always);
  expect(await namespace.entries()).toHaveLength(3);
  await texts.write('doc', { mark: 9, text: 'short' }, always);
  expect(await namespace.entries()).toHaveLength(1);
  expect(await texts.read('doc')).toEqual({ mark: 9, text: 'short' });
  await texts.write('doc', { mark: 9, text: long }, always);
  await texts.remove('doc');
  expect(await namespace.entries()).toEqual([]);
});

test('[D1] parts of two texts are none: it counts as changed since, until it is written whole', async () => {
  const { namespace, writes } = recorded();
  const texts = new KeptTexts(namespace);
  await texts.write('doc', { mark: 7, text: long }, always);
  const before = writes.length;
  await texts.write('doc', { mark: 8, text: 'x'.repeat(300_000) }, () => writes.length < before + 2);
  expect(writes).toHaveLength(before + 2);
  expect(await texts.read('doc')).toEqual({ mark: 0, text: '' });
  await texts.write('doc', { mark: 9, text: long }, always);
  expect(await texts.read('doc')).toEqual({ mark: 9, text: long });
});

test('[D1] all texts come in the order of their ids, short or long, each with its own parts', async () => {
  const { namespace } = recorded();
  const texts = new KeptTexts(namespace);
  const ids = Array.from({ length: 40 }, (_, index) => `doc${String(index).padStart(2, '0')}`);
  for (const [index, id] of ids.entries()) await texts.write(id, { mark: index, text: index % 10 === 3 ? `${id}${long}` : id }, always);
  const found: string[] = [];
  for await (const { documentId, mark, text } of texts.all()) {
    found.push(documentId);
    expect(text.startsWith(ids[mark] ?? '?')).toBe(true);
    expect(text).toHaveLength(mark % 10 === 3 ? long.length + documentId.length : documentId.length);
  }
  expect(found).toEqual(ids);
});
