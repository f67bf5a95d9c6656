/** The part of the contract suite that is about namespaces. [S14–S16] */
import { expect, it } from 'vitest';
import type { DocumentStore, Namespace, NamespaceRange } from '../document-store.ts';
import { limits } from '../limits.ts';
import { bytes, rejection, text } from './values.ts';

export function namespaceContract(store: () => DocumentStore): void {
  it('[S14] gives back what was written, ordered by bytes', async () => {
    const space = store().namespace('comments');
    const keys = [[255], [0], [0, 0], [1], [0x80], [0x61]].map((key) => Uint8Array.from(key));
    await space.write(keys.map((key) => ({ key, value: key })));
    const entries = await space.entries();
    expect(entries.map(({ key }) => [...key])).toEqual([[0], [0, 0], [1], [0x61], [0x80], [255]]);
    for (const { key, value } of entries) expect(value).toEqual(key);
    expect(await space.get(bytes('a'))).toEqual(bytes('a'));
    expect(await space.get(bytes('b'))).toBeNull();
  });

  it('[S14] ranges take from, and leave out to', async () => {
    const space = store().namespace('n');
    await space.write(['a', 'b', 'c', 'd', 'e'].map((key) => ({ key: bytes(key), value: bytes(key) })));
    const read = async (range: NamespaceRange): Promise<string> =>
      (await space.entries(range)).map(({ key }) => text(key)).join('');
    expect(await read({ from: bytes('b') })).toBe('bcde');
    expect(await read({ to: bytes('c') })).toBe('ab');
    expect(await read({ from: bytes('b'), to: bytes('d') })).toBe('bc');
    expect(await read({ from: bytes('b'), to: bytes('e'), reverse: true })).toBe('dcb');
    expect(await read({ limit: 2 })).toBe('ab');
    expect(await read({ limit: 2, reverse: true })).toBe('ed');
    expect(await read({ limit: 0 })).toBe('');
    expect(await read({ from: bytes('d'), to: bytes('b') })).toBe('');
  });

  it('[S14] of two changes to one key the later counts', async () => {
    const space = store().namespace('n');
    await space.write([
      { key: bytes('k'), value: bytes('1') },
      { key: bytes('k'), value: bytes('2') },
      { key: bytes('gone'), value: bytes('1') },
      { key: bytes('gone'), value: null },
    ]);
    expect(await contents(space)).toEqual({ k: '2' });
    await Promise.all([
      space.write([{ key: bytes('k'), value: bytes('3') }]),
      space.write([{ key: bytes('k'), value: bytes('4') }]),
    ]);
    expect(await contents(space)).toEqual({ k: '4' });
  });

  it('[S14] namespaces stay apart, and so do documents of the same name', async () => {
    await store().append('a', bytes('document'));
    for (const name of ['a', 'a-', 'ab']) await store().namespace(name).write([{ key: bytes('k'), value: bytes(name) }]);
    await store().namespace('a').clear();
    expect(await contents(store().namespace('a'))).toEqual({});
    expect(await contents(store().namespace('a-'))).toEqual({ k: 'a-' });
    expect(await contents(store().namespace('ab'))).toEqual({ k: 'ab' });
    expect(await store().load('a')).toMatchObject({ lastSequence: 1 });
  });

  it('[S15] clear removes what was written before, on disk or not, and leaves what is written after', async () => {
    const space = store().namespace('n');
    await space.write([{ key: bytes('old'), value: bytes('1') }]);
    await Promise.all([
      space.write([{ key: bytes('waiting'), value: bytes('1') }]),
      space.clear(),
      space.write([{ key: bytes('old'), value: bytes('2') }]),
      space.write([{ key: bytes('gone'), value: bytes('2') }]),
      space.clear(),
      space.write([{ key: bytes('new'), value: bytes('3') }]),
      space.write([{ key: bytes('new'), value: bytes('4') }]),
    ]);
    expect(await contents(space)).toEqual({ new: '4' });
    await Promise.all([space.clear(), store().flush()]);
    expect(await contents(space)).toEqual({});
  });

  it('[S15] flush waits for a clear, and for what waits behind it', async () => {
    const space = store().namespace('n');
    await space.write([{ key: bytes('old'), value: bytes('1') }]);
    const submitted = [space.clear(), space.write([{ key: bytes('new'), value: bytes('2') }])];
    await store().flush();
    expect(await contents(space)).toEqual({ new: '2' });
    await Promise.all(submitted);
  });

  it('[S19] keys, values and writes have limits', async () => {
    const space = store().namespace('n');
    const value = bytes('v');
    await space.write([{ key: new Uint8Array(limits.namespaceKeyBytesMax), value }]);
    const longKey = new Uint8Array(limits.namespaceKeyBytesMax + 1);
    const tooMuch = new Uint8Array(limits.namespaceValueBytesMax + 1);
    const most = new Uint8Array(limits.namespaceValueBytesMax);
    const refused = [
      space.write([{ key: longKey, value }]),
      space.get(longKey),
      space.write([{ key: bytes('k'), value: tooMuch }]),
      space.write(['a', 'b', 'c', 'd'].map((key) => ({ key: bytes(key), value: most }))),
    ];
    for (const error of await Promise.all(refused.map(rejection))) expect(error).toMatchObject({ code: 'too-large' });
    await expect(space.write([{ key: new Uint8Array(0), value }])).rejects.toThrow(RangeError);
    expect(await space.entries()).toHaveLength(1);
  });

  it('[S19] a name is 1 to 64 of a-z, 0-9 and hyphen', () => {
    store().namespace('a'.repeat(64));
    for (const name of ['', 'A', 'a_b', 'a b', 'ä', 'a\0', 'a'.repeat(65)]) {
      expect(() => store().namespace(name)).toThrow(RangeError);
    }
  });
}

async function contents(space: Namespace): Promise<Record<string, string>> {
  return Object.fromEntries((await space.entries()).map(({ key, value }) => [text(key), text(value)]));
}
