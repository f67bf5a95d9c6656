import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Device, type Tab, kept, rest } from '../../testing/local-scene.ts';
import { settledAfterMs } from '../save-status.ts';
import { remoteAfterMs, settleAfterMs } from './local-copy.ts';
import type { LocalDocument, LocalMark } from './local-record.ts';
import { documentsMax, tailBytesMax, updatesMax } from './local-store.ts';

let device: Device;

beforeEach(() => {
  device = new Device();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what is written', () => {
  test('[L5] an edit is on the device when the promise says so, and is there after the tab is gone', async () => {
    const tab = await device.openTab();
    tab.write('one');
    expect(tab.copy.unkeptSince).not.toBeNull();
    await kept(tab);
    expect(tab.copy.keptEdits).toBe(1);
    expect(tab.copy.unkeptSince).toBeNull();
    expect(await device.textIn()).toBe('one');
  });

  test('[L2] edits are written with strict durability', async () => {
    const database = device.database();
    const durabilities: unknown[] = [];
    await database.write((transaction) => durabilities.push(transaction.durability));
    await database.close();
    expect(durabilities).toEqual(['strict']);
  });

  test('[L2] what others wrote waits a moment, and goes at once with what the person writes', async () => {
    const other = new Y.Doc();
    other.getText('title').insert(0, 'theirs');
    const tab = await device.openTab();
    await rest(tab);
    const before = (await device.records()).length;
    tab.receive(Y.encodeStateAsUpdate(other));
    expect(await device.records()).toHaveLength(before);
    device.clock.advance(remoteAfterMs);
    await rest(tab);
    expect(await device.textIn()).toContain('theirs');
  });

  test('[L1] another person in this browser finds nothing', async () => {
    const tab = await device.openTab();
    await rest(tab);
    const stranger = await device.openTab('notes', { userKey: 'ben' });
    expect(stranger.loaded.kind).toBe('absent');
    expect(stranger.text.toJSON()).toBe('');
  });

  test('closing writes what is waiting', async () => {
    const tab = await device.openTab();
    await rest(tab);
    tab.write('first');
    tab.write(' last');
    await tab.close();
    expect(await device.textIn()).toBe('.first last');
  });

  test('opening a document again and again does not make its copy grow', async () => {
    const tab = await device.openTab();
    await rest(tab);
    await tab.close();
    const before = (await device.records()).length;
    for (let round = 0; round < 5; round += 1) await device.textIn();
    expect(await device.records()).toHaveLength(before);
  });
});

describe('two tabs of one document', () => {
  test('[L3] both keep what they write, and a third finds all of it', async () => {
    const [one, two] = [await device.openTab(), await device.openTab()];
    for (let round = 0; round < 20; round += 1) {
      one.write('a');
      two.write('b');
    }
    await Promise.all([kept(one), kept(two)]);
    const letters = [...(await device.textIn())].toSorted().join('');
    expect(letters).toBe('a'.repeat(20) + 'b'.repeat(20));
  });

  test('[L8] compaction in one tab loses nothing that the other appended in the meantime', async () => {
    const [one, two] = [await device.openTab(), await device.openTab()];
    for (let round = 0; round <= updatesMax; round += 1) {
      one.write('a');
      await kept(one);
    }
    expect(device.idle.length).toBeGreaterThan(0);
    two.write('b');
    device.runIdle();
    two.write('c');
    await kept(two);
    await rest(one);
    const records = await device.records();
    expect(records.length).toBeLessThanOrEqual(4);
    const text = await device.textIn();
    expect([...text].filter((letter) => letter === 'a')).toHaveLength(updatesMax + 1);
    expect(text).toMatch(/b/);
    expect(text).toMatch(/c/);
  });
});

describe('growth', () => {
  test('[L8] beyond the limit of updates the copy becomes one, without what was deleted', async () => {
    const tab = await device.openTab();
    for (let round = 0; round <= updatesMax; round += 1) {
      tab.write('a long word ');
      tab.text.delete(0, tab.text.length);
      await kept(tab);
    }
    device.runIdle();
    await rest(tab);
    const records = await device.records();
    expect(records.length).toBeLessThanOrEqual(2);
    expect(records.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)).toBeLessThan(500);
    expect(await device.textIn()).toBe('.');
  });

  test('[L8] beyond the limit of bytes too, however few the updates', async () => {
    const tab = await device.openTab();
    await rest(tab);
    tab.write('x'.repeat(tailBytesMax - 100));
    await kept(tab);
    expect(device.idle).toHaveLength(0);
    tab.write('y'.repeat(200));
    await kept(tab);
    expect(device.idle).toHaveLength(1);
    device.runIdle();
    await rest(tab);
    expect((await device.records()).length).toBeLessThanOrEqual(2);
    expect(await device.textIn()).toHaveLength(tailBytesMax + 102);
  });

  test('[L12] of too many documents the one not opened for longest goes, but none with unsent edits', async () => {
    for (let number = 0; number < documentsMax; number += 1) {
      const tab = await device.openTab(`document-${number}`);
      tab.isAcked = number !== 0;
      await rest(tab);
      await tab.close();
      device.clock.advance(1);
    }
    const last = await device.openTab('one more');
    await rest(last);
    const ids = (await device.all<LocalDocument>('documents')).map(({ id }) => id);
    expect(ids).toHaveLength(documentsMax);
    expect(ids).toContain('document-0');
    expect(ids).not.toContain('document-1');
    expect(await device.records('document-1')).toEqual([]);
  });
});

describe('marks', () => {
  test('[L7] a later tab learns of edits that were not acked, and of none that were', async () => {
    const tab = await device.openTab();
    await rest(tab);
    const next = await device.openTab();
    expect(next.marks).toMatchObject([{ clientId: tab.doc.clientID, clock: 0 }]);
    tab.isAcked = true;
    tab.copy.settle([]);
    expect(await settledMarks(tab)).toEqual([]);
  });

  test('[L7] the mark of an edit that is acked while it is being written goes too', async () => {
    const tab = await device.openTab();
    tab.isAcked = true;
    await rest(tab);
    tab.isAcked = false;
    ackWhileMarking(tab, 1);
    tab.write('a');
    await kept(tab);
    expect(tab.isAcked).toBe(true);
    expect(await settledMarks(tab)).toEqual([]);
  });

  test('[L7] so do those that were loaded, when all is acked while something is being written', async () => {
    const earlier = await device.openTab();
    earlier.write('a');
    await kept(earlier);
    await earlier.close();
    const tab = await device.openTab();
    ackWhileMarking(tab, 2);
    tab.write('b');
    await kept(tab);
    expect(tab.isAcked).toBe(true);
    expect(await settledMarks(tab)).toEqual([]);
  });

  test('[L7] the mark of an acked edit goes before "Saved" comes back, at which a person may close the tab', () => {
    expect(settleAfterMs).toBeLessThan(settledAfterMs);
  });

  test('[L7] marks that were loaded go when they are acked, unless their tab has written since', async () => {
    const [one, two] = [await device.openTab(), await device.openTab()];
    one.write('a');
    two.write('b');
    await Promise.all([kept(one), kept(two)]);
    const late = await device.openTab();
    expect(late.marks).toHaveLength(2);
    two.write('more');
    await kept(two);
    late.isAcked = true;
    late.copy.settle(late.marks);
    late.write('.');
    await kept(late);
    expect((await device.openTab()).marks.map(({ clientId }) => clientId)).toEqual([two.doc.clientID]);
  });
});

/** The server acks everything as soon as a transaction has written so many marks. */
function ackWhileMarking(tab: Tab, marks: number): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: LocalDocument, key?: IDBValidKey) {
    if (this.name === 'documents' && !tab.isAcked && value.marks.length === marks) {
      tab.isAcked = true;
      tab.copy.settle(tab.marks);
    }
    return put.call(this, value, key);
  });
}

/** Those that the next tab finds, when this one has had its time. */
async function settledMarks(tab: Tab): Promise<readonly LocalMark[]> {
  device.clock.advance(settleAfterMs);
  await rest(await device.openTab('another'));
  await tab.close();
  return (await device.openTab()).marks;
}
