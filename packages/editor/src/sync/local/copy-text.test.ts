import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Device, kept } from '../../testing/local-scene.ts';
import { type TextPart, blocksMax, depthMax, partsMax, readCopyText } from './copy-text.ts';

let device: Device;

beforeEach(() => {
  device = new Device();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('the beginning of a copy is read, and not one block more', async () => {
  const tab = await device.openTab();
  tab.write('Title');
  tab.doc.getXmlFragment('default').insert(0, Array.from({ length: blocksMax + 1 }, () => new Y.XmlElement('paragraph')));
  await kept(tab);
  await tab.close();
  const database = device.database();
  const text = await readCopyText(database, 'notes');
  expect(text?.title).toBe('Title');
  expect(text?.blocks).toHaveLength(blocksMax);
  expect(await readCopyText(database, 'another')).toBeNull();
  await database.close();
});

test('of a block with very many parts no more are read than are shown', async () => {
  const tab = await device.openTab();
  const list = new Y.XmlElement('bulletList');
  list.insert(0, Array.from({ length: partsMax + 1 }, () => new Y.XmlElement('listItem')));
  tab.doc.getXmlFragment('default').insert(0, [list]);
  await kept(tab);
  await tab.close();
  const database = device.database();
  const [block] = (await readCopyText(database, 'notes'))?.blocks ?? [];
  expect(block).toMatchObject({ type: 'bulletList', children: { length: partsMax - 1 } });
  await database.close();
});

test('of elements inside each other so many are read, and not one more', async () => {
  const tab = await device.openTab();
  let inner = new Y.XmlElement('innermost');
  for (let depth = 0; depth < depthMax; depth += 1) {
    const outer = new Y.XmlElement('blockquote');
    outer.insert(0, [inner]);
    inner = outer;
  }
  tab.doc.getXmlFragment('default').insert(0, [inner]);
  await kept(tab);
  await tab.close();
  const database = device.database();
  const types: string[] = [];
  let parts: readonly TextPart[] = (await readCopyText(database, 'notes'))?.blocks ?? [];
  for (let part = parts[0]; part?.kind === 'block'; part = parts[0]) {
    types.push(part.type);
    parts = part.children;
  }
  expect(types).toEqual(Array.from({ length: depthMax }, () => 'blockquote'));
  await database.close();
});

test('[L10] a copy that is damaged is left to whoever opens the document, who says so', async () => {
  const tab = await device.openTab();
  tab.write('x');
  await kept(tab);
  await tab.close();
  const [record] = await device.records();
  if (record === undefined) throw new Error('There is no record.');
  await device.change('updates', (updates) => updates.put({ ...record, bytes: Uint8Array.of(1, 2, 3) }));
  const database = device.database();
  expect(await readCopyText(database, 'notes')).toBeNull();
  await database.close();
  expect((await device.openTab()).loaded.kind).toBe('damaged');
});
