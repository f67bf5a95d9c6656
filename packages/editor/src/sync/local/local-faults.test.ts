import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Device, kept, rest } from '../../testing/local-scene.ts';
import { retryAfterMs } from './local-copy.ts';
import { listLocalDocuments } from './local-documents.ts';
import type { LocalAside } from './local-record.ts';
import { asideMax, setCopyAside } from './local-store.ts';

let device: Device;

beforeEach(() => {
  device = new Device();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what goes wrong', () => {
  test('[L4] a connection that the browser closed is opened again, and nothing is missing', async () => {
    const tab = await device.openTab();
    tab.write('before');
    await kept(tab);
    device.closeConnections();
    tab.write(' after');
    await kept(tab);
    expect(await device.textIn()).toBe('before after');
  });

  test('[L4] a connection that is closed while it writes loses nothing', async () => {
    const tab = await device.openTab();
    await rest(tab);
    for (let round = 0; round < 10; round += 1) {
      tab.write(String(round));
      device.closeConnections();
    }
    await kept(tab);
    expect(await device.textIn()).toBe('.0123456789');
  });

  test('[L4] when the person clears the browser, nothing counts as kept until the whole is written again', async () => {
    const tab = await device.openTab();
    tab.write('all of it');
    await kept(tab);
    await new Promise((resolve) => {
      device.indexedDB.deleteDatabase('scriptorium:ana').onsuccess = resolve;
    });
    expect(tab.states.length).toBeGreaterThan(0);
    await kept(tab);
    expect(await device.textIn()).toBe('all of it');
    tab.write(', and more');
    await kept(tab);
    expect(await device.textIn()).toBe('all of it, and more');
  });

  test('[L4] when the person clears the browser, each of two tabs writes the whole of what it has', async () => {
    const [one, two] = [await device.openTab(), await device.openTab()];
    one.write('a');
    two.write('b');
    await Promise.all([kept(one), kept(two)]);
    await new Promise((resolve) => {
      device.indexedDB.deleteDatabase('scriptorium:ana').onsuccess = resolve;
    });
    await Promise.all([kept(one), kept(two)]);
    const letters = [...(await device.textIn())].toSorted().join('');
    expect(letters).toBe('ab');
  });

  test('[L8] a full device is said, and when there is room again the whole is written', async () => {
    const tab = await device.openTab();
    await rest(tab);
    const empty = device.fill();
    tab.write('no room');
    expect(await tab.copy.whenKept()).toBe(false);
    expect(tab.copy.state).toBe('quota');
    tab.write(' for this');
    expect(tab.copy.keptEdits).toBe(1);
    empty();
    device.clock.advance(retryAfterMs);
    tab.write(' either');
    await vi.waitFor(() => expect(tab.copy.state).toBe('ready'));
    await kept(tab);
    expect(await device.textIn()).toBe('.no room for this either');
  });

  test('a browser that refuses its database is said, and the document is opened without a copy', async () => {
    vi.spyOn(device.indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Not here.', 'SecurityError');
    });
    const tab = await device.openTab();
    expect(tab.loaded).toEqual({ kind: 'absent', unsentText: '' });
    tab.write('x');
    expect(await tab.copy.whenKept()).toBe(false);
    expect(tab.copy.state).toBe('unavailable');
  });

  test.each([
    ['a byte that has changed', (bytes: Uint8Array) => bytes.with(bytes.length - 1, 0xff)],
    ['bytes that are cut off', (bytes: Uint8Array) => bytes.slice(0, 3)],
    ['nothing', () => new Uint8Array()],
  ])('[L10] %s in a record sets the copy aside, whole, and says so', async (_name, damage) => {
    const tab = await device.openTab();
    await rest(tab);
    await tab.close();
    const [record] = await device.records();
    if (record === undefined) throw new Error('There is no record.');
    await device.change('updates', (updates) => updates.put({ ...record, bytes: damage(record.bytes) }));
    const next = await device.openTab();
    expect(next.loaded).toEqual({ kind: 'damaged' });
    expect(next.text.toJSON()).toBe('');
    const aside = await device.all<LocalAside>('aside');
    expect(aside).toMatchObject([{ id: 'notes', reason: 'damaged', records: [{ sequence: 1 }, { sequence: 2 }] }]);
    next.write('goes on');
    await kept(next);
    expect(await device.textIn()).toBe('goes on');
  });

  test('[L10] a record that is missing is damage too', async () => {
    const tab = await device.openTab();
    await rest(tab);
    await rest(tab);
    await tab.close();
    await device.change('updates', (updates) => updates.delete(['notes', 1]) as IDBRequest<unknown>);
    expect((await device.openTab()).loaded.kind).toBe('damaged');
  });

  test.each([
    ['that is none', { id: 'notes' }],
    ['that is missing', null],
  ])('[L10] a record of the document %s, found at the next write, sets aside what is there, and the whole is written', async (_name, record) => {
    const tab = await device.openTab();
    tab.write('mine');
    await kept(tab);
    await device.change('documents', (documents) => (record === null ? documents.delete('notes') : documents.put(record)) as IDBRequest<unknown>);
    tab.write(' and more');
    await kept(tab);
    expect(await device.all<LocalAside>('aside')).toMatchObject([{ id: 'notes', reason: 'damaged', records: [{ sequence: 1 }, { sequence: 2 }] }]);
    expect(await device.textIn()).toBe('mine and more');
  });

  test('[L10] what was set aside is bounded', async () => {
    for (let round = 0; round <= asideMax; round += 1) {
      const tab = await device.openTab();
      await rest(tab);
      await tab.copy.setAside();
      device.clock.advance(1);
    }
    expect(await device.all('aside')).toHaveLength(asideMax);
    expect((await device.openTab()).loaded.kind).toBe('absent');
  });

  test('[L10] setting aside where there is no copy takes no older one away', async () => {
    for (let round = 0; round < asideMax; round += 1) {
      const tab = await device.openTab();
      await rest(tab);
      await tab.copy.setAside();
      device.clock.advance(1);
    }
    const database = device.database();
    await setCopyAside(database, { id: 'notes', reason: 'refused', at: device.clock.now() });
    await database.close();
    expect(await device.all('aside')).toHaveLength(asideMax);
  });

  test('[L9] a page that is too old for the document never writes its own state of it', async () => {
    const tab = await device.openTab();
    tab.mayKeepWhole = false;
    tab.write('x');
    expect(await tab.copy.whenKept()).toBe(false);
    expect(await device.records()).toEqual([]);
  });

  test('[L9] a page that is too old for the document adds nothing more to its copy once the browser has closed the database', async () => {
    const tab = await device.openTab();
    await rest(tab);
    tab.mayKeepWhole = false;
    device.closeConnections();
    const other = new Y.Doc();
    other.getText('title').insert(0, 'of a newer page');
    tab.receive(Y.encodeStateAsUpdate(other));
    await tab.close();
    expect(await device.textIn()).toBe('.');
  });

  test('[L9] the copy remembers the highest schema version that wrote in it', async () => {
    await rest(await device.openTab('notes', { schemaVersion: 2 }));
    await rest(await device.openTab('notes', { schemaVersion: 1 }));
    expect((await device.openTab()).loaded).toMatchObject({ schemaVersion: 2 });
  });
});

describe('a deleted document', () => {
  test('[L11] leaves nothing where nothing was unsent', async () => {
    const tab = await device.openTab();
    await rest(tab);
    await tab.copy.markDeleted('');
    expect(await device.records()).toEqual([]);
    expect(await device.all('documents')).toEqual([]);
  });

  test('[L11] leaves the unsent text until it is removed, and no other tab brings the copy back', async () => {
    const [tab, other] = [await device.openTab(), await device.openTab()];
    await rest(tab);
    await rest(other);
    await tab.copy.markDeleted('mine');
    tab.write('too late');
    other.write('too late');
    expect(await other.copy.whenKept()).toBe(false);
    expect(await device.records()).toEqual([]);
    const later = await device.openTab();
    expect(later.loaded).toEqual({ kind: 'absent', unsentText: 'mine' });
    await later.copy.remove();
    expect((await device.openTab()).loaded).toEqual({ kind: 'absent', unsentText: '' });
  });
});

test('[L13] the list has what can be opened, the last opened first, with its title', async () => {
  const first = await device.openTab('first');
  first.write('First');
  await kept(first);
  device.clock.advance(10);
  const second = await device.openTab('second');
  second.isAcked = true;
  second.write('Second');
  await kept(second);
  const gone = await device.openTab('gone');
  await rest(gone);
  await gone.copy.markDeleted('text');
  const database = device.database();
  expect(await listLocalDocuments(database)).toMatchObject([
    { id: 'second', title: 'Second', hasUnsent: false },
    { id: 'first', title: 'First', hasUnsent: true },
  ]);
  await database.close();
});
