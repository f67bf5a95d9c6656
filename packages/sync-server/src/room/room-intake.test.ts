import { CloseCode } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { defaultRoomLimits } from './room-context.ts';
import { craftUpdate, textItem } from './testing/craft-update.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

describe('inadmissible updates', () => {
  it('[P13] refuses a malformed update with 4400, and nobody else notices', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    room.receive(ana, { type: 'update', update: Uint8Array.of(1, 2, 3) });
    expect(ana.closed?.code).toBe(CloseCode.malformed);
    ben.type('still here');
    await settle();
    expect(ben.closed).toBeNull();
    expect(ben.acked).toBe(2);
  });

  it('[A9] refuses an update that would be too large for the store once it is cut, and nobody else notices', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    const client = 0xffff_ffff;
    const withText = (text: string): Uint8Array => craftUpdate({ sections: [{ client, clock: 0, structs: [textItem(text)] }] });
    room.receive(ana, { type: 'update', update: withText('x') });
    await settle();
    const most = 16 * 1024 * 1024;
    const text = 'x'.repeat(most - (withText('x'.repeat(most / 2)).byteLength - most / 2));
    expect(withText(text).byteLength).toBe(most);
    room.receive(ana, { type: 'update', update: withText(text) });
    await settle();
    expect(ana.closed?.code).toBe(CloseCode.malformed);
    expect(ben.closed).toBeNull();
    ben.type('still here');
    await settle();
    expect(ben.acked).toBe(2);
  });

  it('[A9] fills no document with more than the store takes at once, and the room goes on', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const whole = craftUpdate({ sections: [{ client: 7, clock: 0, structs: [textItem('x'.repeat(16 * 1024 * 1024))] }] });
    await expect(room.content.fill(whole, 1)).rejects.toThrow(RangeError);
    ana.type('still here');
    await settle();
    expect(ana.acked).toBe(2);
    expect(ana.closed).toBeNull();
  });

  it('[P13] asks once for what a live update lacks, takes the answer, and acks all of it', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    await settle();
    const lost = new Y.Doc();
    Y.applyUpdate(lost, Y.encodeStateAsUpdate(ana.doc));
    ana.doc.transact(() => ana.doc.getText('body').insert(0, 'lost'), ana);
    ana.type(' and found');
    await settle();
    expect(ben.text).toBe('lost and found');
    expect(ana.acked).toBe(3);
    expect(ana.closed).toBeNull();
  });

  it('[P13] closes with 4400 where what is lacking does not come', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    await settle();
    const other = new Y.Doc();
    const text = other.getText('body');
    text.insert(0, 'a');
    let update = new Uint8Array();
    other.on('update', (bytes: Uint8Array) => {
      update = new Uint8Array(bytes);
    });
    text.insert(1, 'b');
    room.receive(ana, { type: 'update', update });
    await settle();
    expect(ana.closed).toBeNull();
    text.insert(2, 'c');
    room.receive(ana, { type: 'update', update });
    expect(ana.closed?.code).toBe(CloseCode.malformed);
    expect(ana.closed?.reason).toMatch(/lacks something/);
  });

  it('[A6] a gap before the first answer is covered by that answer', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer();
    ana.answers = false;
    ana.type('before');
    ana.join(room);
    ana.type(' and after');
    await settle();
    expect(ana.acked).toBe(0);
    ana.answer(Uint8Array.of(0));
    await settle();
    expect(ana.acked).toBe(2);
    expect(new TestPeer().join(room).text).toBe('before and after');
  });
});

describe('who may write', () => {
  it('[P24] drops what a reader writes, acks none of it, and says so', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const reader = new TestPeer({ role: 'reader' }).join(room);
    const ana = new TestPeer().join(room);
    await settle();
    const acked = reader.acked;
    reader.type('mine');
    await settle();
    expect(reader.state).toEqual({ saving: true, writable: false, reason: 'role' });
    expect(reader.acked).toBe(acked);
    expect(reader.closed).toBeNull();
    expect(ana.text).toBe('');
  });

  it('[P24] logs the first update of a session that is dropped, and counts the others', async () => {
    const { open, log, outcomes } = createRoomFixture();
    const room = await open();
    const readers = [new TestPeer({ role: 'reader' }).join(room), new TestPeer({ role: 'reader' }).join(room)];
    await settle();
    outcomes.length = 0;
    for (const reader of readers) for (const letter of 'mine') reader.type(letter);
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => 'dropped'));
    const lines = log.filter(({ message }) => message.includes('dropped'));
    expect(lines.map(({ fields }) => (fields as { session: number }).session)).toEqual(readers.map(({ id }) => id));
  });

  it('[A6] logs the first sync step 2 of a session that lacks something, and not each', async () => {
    const { open, log, outcomes } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    await settle();
    outcomes.length = 0;
    const update = craftUpdate({ sections: [{ client: 7, clock: 3, structs: [textItem('torn')] }] });
    for (let count = 0; count < 5; count++) room.receive(ana, { type: 'sync-step-2', update });
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'gap'));
    expect(log.filter(({ message }) => message.includes('lacks something'))).toHaveLength(1);
  });

  it('[P23] the first update under a higher schema version makes older pages readers', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const old = new TestPeer({ schemaVersion: 1 }).join(room);
    const newer = new TestPeer({ schemaVersion: 2 }).join(room);
    await settle();
    expect(old.state?.writable).toBe(true);
    newer.type('new');
    expect(old.state).toEqual({ saving: true, writable: false, reason: 'schema' });
    old.type('old');
    await settle();
    expect(newer.text).toBe('new');
    expect((await store.meta('notes'))?.schemaVersion).toBe(2);
    const stock = new TestPeer({ schemaVersion: 1, isScriptorium: false });
    room.join(stock);
    expect(stock.closed?.code).toBe(CloseCode.schemaTooOld);
  });

  it('[P23] a session that declares no schema may write, unless one is required', async () => {
    for (const requiresSchema of [false, true]) {
      const { open } = createRoomFixture({ requiresSchema });
      const peer = new TestPeer().join(await open());
      expect(peer.state?.writable).toBe(!requiresSchema);
    }
  });

  it('[P23] [P24] a stock page that declares no schema reads where one is required, and what it writes is dropped', async () => {
    const { open } = createRoomFixture({ requiresSchema: true });
    const room = await open();
    const page = new TestPeer({ schemaVersion: 1 }).join(room);
    const stock = new TestPeer({ isScriptorium: false }).join(room);
    page.type('new');
    await settle();
    stock.type('from elsewhere');
    await settle();
    expect(stock.closed).toBeNull();
    expect(stock.text).toContain('new');
    expect(page.text).toBe('new');
  });

  it('[P41] counts what is on its way to the disk once', async () => {
    const { open, store } = createRoomFixture({ limits: { ...defaultRoomLimits, documentBytesMax: 2_000 } });
    const ana = new TestPeer().join(await open());
    await settle();
    store.hold();
    ana.type('x'.repeat(900));
    ana.type('x'.repeat(900));
    expect(ana.state?.writable).toBe(true);
    ana.type('x'.repeat(200));
    expect(ana.state?.reason).toBe('size');
    store.release();
  });

  it('[P41] a session whose update would exceed the document limit becomes a reader; the others go on', async () => {
    const { open } = createRoomFixture({ limits: { ...defaultRoomLimits, documentBytesMax: 2_000 } });
    const room = await open();
    const ana = new TestPeer().join(room);
    const ben = new TestPeer().join(room);
    const stock = new TestPeer({ isScriptorium: false }).join(room);
    await settle();
    ana.type('x'.repeat(2_000));
    stock.type('y'.repeat(2_000));
    ben.type('small');
    await settle();
    expect(ana.state).toEqual({ saving: true, writable: false, reason: 'size' });
    expect(ana.closed).toBeNull();
    expect(stock.closed?.code).toBe(CloseCode.tooLarge);
    expect(ben.acked).toBe(2);
  });

  it('[A9] [P41] a session whose update brings one client more than a document may have becomes a reader, and is not taken for damaged', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const page = new TestPeer().join(room);
    await settle();
    const bring = (first: number, count: number): void => {
      const sections = Array.from({ length: count }, (_, index) => ({ client: first + count - index, clock: 0, structs: [textItem('x')] }));
      room.receive(page, { type: 'sync-step-2', update: craftUpdate({ sections }) });
    };
    for (let first = 0; first < 80_000; first += 1_000) bring(first, 1_000);
    expect(page.state?.writable).toBe(true);
    bring(80_000, 1);
    expect(page.state).toEqual({ saving: true, writable: false, reason: 'size' });
    expect(page.closed).toBeNull();
  });
});
