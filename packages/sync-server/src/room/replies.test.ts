/** Answers to sync step 1, for peers that ask more than they read. */
import type { ServerMessage } from '@scriptorium/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocumentWorker } from './document-worker/worker-contract.ts';
import { defaultRoomLimits } from './room-context.ts';
import type { Room } from './room.ts';
import { createInlineWorker } from './testing/inline-worker.ts';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

/** A peer whose socket is full after each answer, until it is drained. */
class SlowPeer extends TestPeer {
  override send(message: ServerMessage): void {
    super.send(message);
    if (message.type === 'sync-step-2') this.isCongested = true;
  }
}

/** A room of so much that joiners are sent a diff, and a worker that keeps its diffs until `answer`. */
async function openLarge(changes: Partial<DocumentWorker> = {}): Promise<{ room: Room; ana: TestPeer; diffs: () => number; answer: () => void }> {
  let diffs = 0;
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  const inline = createInlineWorker();
  const worker = {
    ...inline,
    diff: async (...args: Parameters<typeof inline.diff>) => {
      diffs++;
      await held;
      return await inline.diff(...args);
    },
    ...changes,
  };
  const room = await createRoomFixture({ worker }).open();
  const ana = new TestPeer().join(room);
  ana.type('x'.repeat(70_000));
  await settle();
  await room.compact();
  return { room, ana, diffs: () => diffs, answer };
}

const answersTo = (peer: TestPeer): number => peer.sent.filter(({ type }) => type === 'sync-step-2').length;

describe('[P42] a peer that asks and does not read', () => {
  it('is answered once, and again when it has drained, out of what is there then', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    const slow = new SlowPeer().join(room);
    for (let asked = 0; asked < 100; asked++) slow.askAgain();
    expect(answersTo(slow)).toBe(1);
    ana.type('ink');
    await settle();
    expect(slow.text).toBe('');
    slow.isCongested = false;
    room.drained(slow);
    expect(answersTo(slow)).toBe(2);
    expect(slow.text).toBe('ink');
    expect(slow.sent.filter(({ type }) => type === 'update')).toHaveLength(0);
    slow.isCongested = false;
    room.drained(slow);
    expect(answersTo(slow)).toBe(2);
  });

  it('is answered for the last of the state vectors that it sent', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.type('ink');
    await settle();
    const slow = new SlowPeer().join(room);
    room.receive(slow, { type: 'sync-step-1', stateVector: Uint8Array.of(0) });
    const frame = Uint8Array.from(Y.encodeStateVector(slow.doc));
    room.receive(slow, { type: 'sync-step-1', stateVector: frame });
    // The bytes of a frame are the socket's, which writes over them.
    frame.fill(0xff);
    slow.isCongested = false;
    room.drained(slow);
    expect(slow.sent.at(-1)).toEqual({ type: 'sync-step-2', update: Uint8Array.of(0, 0) });
  });

  it('waits for the worker once, however often it asks', async () => {
    const { room, ana, diffs, answer } = await openLarge();
    const ben = new TestPeer();
    ben.type('offline');
    ben.join(room);
    for (let asked = 0; asked < 100; asked++) ben.askAgain();
    await settle();
    expect(diffs()).toBe(1);
    ana.type('!');
    await settle();
    answer();
    await settle();
    // One for the first, and one for all that came while it was under way.
    expect(answersTo(ben)).toBe(2);
    expect(ben.text).toContain('!');
    expect(ben.text).toHaveLength(70_008);
  });

  it('is told once who is here, when it has drained', async () => {
    const { open } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    room.receive(ana, { type: 'awareness', entries: [{ clientId: 1, clock: 1, state: '{}' }] });
    const slow = new SlowPeer().join(room);
    for (let asked = 0; asked < 100; asked++) room.receive(slow, { type: 'query-awareness' });
    const told = (): number => slow.sent.filter(({ type }) => type === 'awareness').length;
    expect(told()).toBe(0);
    slow.isCongested = false;
    room.drained(slow);
    expect(told()).toBe(1);
  });

  it('is sent no acks and no states either, and the last of each when it has drained', async () => {
    const { open, store } = createRoomFixture();
    const room = await open();
    const slow = new SlowPeer().join(room);
    await settle();
    const before = slow.sent.length;
    for (const letter of 'abc') {
      slow.type(letter);
      await settle();
    }
    store.setStatus({ state: 'failing', error: new Error('no space left'), since: 0 });
    expect(slow.sent).toHaveLength(before);
    slow.isCongested = false;
    room.drained(slow);
    // Its answer to our sync step 1 came first.
    expect(slow.acked).toBe(4);
    expect(slow.state?.saving).toBe(false);
    expect(slow.sent.filter(({ type }) => type === 'ack')).toHaveLength(1);
  });
});

describe('[J3] a peer that lacks part of the snapshot and has something of its own', () => {
  const frames = (peer: TestPeer): string[] => peer.sent.map(({ type }) => type).filter((type) => type === 'update' || type === 'sync-step-2');

  /** It has a text of its own, and the room is not told. */
  function offlinePeer(): TestPeer {
    const peer = new TestPeer();
    peer.answers = false;
    peer.type('offline');
    return peer;
  }

  it('is sent what the worker found, and as one what came meanwhile', async () => {
    const { room, ana, answer } = await openLarge();
    const ben = offlinePeer().join(room);
    for (const letter of 'abcdefgh') {
      ana.type(letter);
      await settle();
    }
    answer();
    await settle();
    expect(frames(ben)).toEqual(['update', 'sync-step-2']);
    expect(ben.text.replace('offline', '')).toBe(ana.text);
  });

  it('is sent one frame where nothing came meanwhile', async () => {
    const { room, ana, answer } = await openLarge();
    const ben = offlinePeer().join(room);
    answer();
    await settle();
    expect(frames(ben)).toEqual(['sync-step-2']);
    expect(ben.text.replace('offline', '')).toBe(ana.text);
  });

  it('is sent the snapshot and the tail as one where the worker fails', async () => {
    const { room, ana } = await openLarge({ diff: () => Promise.reject(new Error('The worker is gone.')) });
    for (const letter of 'abcdefgh') {
      ana.type(letter);
      await settle();
    }
    const ben = offlinePeer().join(room);
    await settle();
    expect(frames(ben)).toEqual(['update', 'sync-step-2']);
    expect(ben.text.replace('offline', '')).toBe(ana.text);
  });
});

describe('[J20] a joiner of a document that takes long to arrive', () => {
  it('is sent it in parts, as updates and one sync step 2, which it takes in at once', async () => {
    const { open } = createRoomFixture({ limits: { ...defaultRoomLimits, answerPartBytesMin: 500 } });
    const room = await open();
    const people = [new TestPeer().join(room), new TestPeer().join(room)];
    for (let line = 0; line < 100; line++) {
      for (const { doc } of people) doc.getArray('lines').push([new Y.Text(`line ${line} of many`)]);
      await settle();
    }
    const late = new TestPeer();
    let changes = 0;
    late.doc.on('update', () => changes++);
    late.join(room);
    const answer = late.sent.filter(({ type }) => type === 'update' || type === 'sync-step-2');
    expect(answer.length).toBeGreaterThan(4);
    expect(answer.findIndex(({ type }) => type === 'sync-step-2')).toBe(answer.length - 1);
    expect(changes).toBe(1);
    expect(late.doc.getArray('lines').toJSON()).toEqual(people[0]?.doc.getArray('lines').toJSON());
    people[0]?.type('after');
    await settle();
    expect(late.text).toBe('after');
    expect(late.closed).toBeNull();
  });

  it('is sent it undivided where it holds the beginning and the worker fails: parts would be taken in one by one', async () => {
    const inline = createInlineWorker();
    const worker = { ...inline, diff: () => Promise.reject(new Error('The worker is gone.')) };
    const room = await createRoomFixture({ worker, limits: { ...defaultRoomLimits, answerPartBytesMin: 500 } }).open();
    const ana = new TestPeer().join(room);
    const late = new TestPeer();
    for (let line = 0; line < 100; line++) {
      ana.doc.getArray('lines').push([new Y.Text(`line ${line} of many ${'x'.repeat(1000)}`)]);
      if (line === 5) Y.applyUpdate(late.doc, Y.encodeStateAsUpdate(ana.doc));
      await settle();
    }
    await room.compact();
    let changes = 0;
    late.doc.on('update', () => changes++);
    late.join(room);
    await settle();
    expect(late.doc.getArray('lines').length).toBe(100);
    expect(changes).toBe(1);
  });

  it('is asked for what it has, though it had half of the parts when its connection was cut', async () => {
    const { open } = createRoomFixture({ limits: { ...defaultRoomLimits, answerPartBytesMin: 500 } });
    const room = await open();
    const ana = new TestPeer().join(room);
    for (let line = 0; line < 100; line++) ana.doc.getArray('lines').push([new Y.Text(`line ${line} of many`)]);
    await settle();
    const other = new TestPeer().join(room);
    const half = other.sent.flatMap((message) => (message.type === 'update' ? [message.update] : [])).slice(0, 3);
    const cut = new TestPeer();
    for (const update of half) Y.applyUpdate(cut.doc, update);
    expect(cut.doc.store.pendingStructs).not.toBeNull();
    cut.join(room);
    await settle();
    cut.type('mine');
    await settle();
    expect(cut.doc.getArray('lines').length).toBe(100);
    expect(cut.doc.store.pendingStructs).toBeNull();
    expect(ana.text).toBe('mine');
    expect(cut.acked).toBe(2);
    expect(cut.closed).toBeNull();
  });
});

describe('[J21] a herd that comes at once', () => {
  it('is sent the same messages, made once, and what is new once something was written', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    ana.type('ink');
    await settle();
    const step2s = (peers: readonly TestPeer[]): Set<ServerMessage> => new Set(peers.flatMap(({ sent }) => sent.filter(({ type }) => type === 'sync-step-2')));
    const herd = Array.from({ length: 50 }, () => new TestPeer().join(room));
    expect(step2s(herd).size).toBe(1);
    ana.type('!');
    await settle();
    const later = Array.from({ length: 50 }, () => new TestPeer().join(room));
    expect(step2s(later).size).toBe(1);
    await clock.advance(50);
    expect(new Set([...herd, ...later].map(({ text }) => text))).toEqual(new Set(['ink!']));
  });

  it('waits for one diff of the worker, and each gets what came meanwhile', async () => {
    const { room, ana, diffs, answer } = await openLarge();
    const offline = new Y.Doc();
    offline.getText('body').insert(0, 'offline');
    const herd = Array.from({ length: 20 }, () => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(offline));
      return new TestPeer({ doc }).join(room);
    });
    ana.type('!');
    await settle();
    answer();
    await settle();
    expect(diffs()).toBe(1);
    expect(new Set(herd.map(({ text }) => text.length))).toEqual(new Set([70_008]));
  });
});
