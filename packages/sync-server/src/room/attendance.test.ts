import { describe, expect, it } from 'vitest';
import { createRoomFixture } from './testing/room-fixture.ts';
import { TestPeer } from './testing/test-peer.ts';

function typesOf(peer: TestPeer): string[] {
  return peer.sent.map(({ type }) => type);
}

describe('Attendance', () => {
  const state = (clientId: number, clock = 1) => ({ clientId, clock, state: '{"user":{}}' });

  it('[P16] tells a joiner who is here after its own first state, and everyone of it', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    room.receive(ana, { type: 'awareness', entries: [state(1)] });
    const ben = new TestPeer().join(room);
    expect(typesOf(ben)).not.toContain('awareness');
    room.receive(ben, { type: 'awareness', entries: [state(2)] });
    expect(ben.sent.filter(({ type }) => type === 'awareness')).toEqual([
      { type: 'awareness', entries: [state(1), state(2)] },
    ]);
    await clock.advance(50);
    expect(ana.sent.filter(({ type }) => type === 'awareness').at(-1)).toEqual({ type: 'awareness', entries: [state(2)] });
  });

  it('[P16] tells a joiner without a state of its own after a second, or when it asks', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    room.receive(ana, { type: 'awareness', entries: [state(1)] });
    const silent = new TestPeer().join(room);
    const curious = new TestPeer().join(room);
    room.receive(curious, { type: 'query-awareness' });
    expect(typesOf(curious)).toContain('awareness');
    await clock.advance(999);
    expect(typesOf(silent)).not.toContain('awareness');
    await clock.advance(1);
    expect(typesOf(silent)).toContain('awareness');
  });

  it('[P19] begins no grace for a session that ends when the room has closed', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const ana = new TestPeer().join(room);
    room.receive(ana, { type: 'awareness', entries: [state(1)] });
    await clock.advance(50);
    await room.close();
    const timers = clock.timerCount;
    ana.leave();
    expect(clock.timerCount).toBe(timers);
  });

  it('[P19] removes the state of an ended session after the grace, and not when it is back before', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const watcher = new TestPeer().join(room);
    room.receive(watcher, { type: 'awareness', entries: [state(9)] });
    const ana = new TestPeer().join(room);
    room.receive(ana, { type: 'awareness', entries: [state(1)] });
    ana.leave();
    await clock.advance(1_000);
    const back = new TestPeer().join(room);
    room.receive(back, { type: 'awareness', entries: [state(1)] });
    await clock.advance(5_000);
    const gone = (): boolean =>
      watcher.sent.some((message) => message.type === 'awareness' && message.entries.some((entry) => entry.state === null));
    expect(gone()).toBe(false);
    back.leave();
    await clock.advance(2_000);
    expect(gone()).toBe(true);
  });

  it('[P16] a tab that is back before its lost socket has ended is shown when that ends, with what it said last', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const watcher = new TestPeer().join(room);
    const [lost, back] = [new TestPeer().join(room), new TestPeer().join(room)];
    const said = [
      [watcher, state(9)],
      [lost, state(1)],
      [back, state(1, 2)],
      [back, state(1, 3)],
    ] as const;
    for (const [peer, entry] of said) {
      room.receive(peer, { type: 'awareness', entries: [entry] });
      await clock.advance(200);
    }
    expect(watcher.sent.at(-1)).toEqual({ type: 'awareness', entries: [state(1)] });
    lost.leave();
    await clock.advance(5_000);
    expect(watcher.sent.at(-1)).toEqual({ type: 'awareness', entries: [state(1, 3)] });
  });

  it('[P16] sets one timer for a joiner, however often it asks for the document', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const peer = new TestPeer().join(room);
    const timers = clock.timerCount;
    for (let asked = 0; asked < 10; asked++) peer.askAgain();
    expect(clock.timerCount).toBe(timers);
  });

  it('[P19] removes a state that is not renewed for 45 s', async () => {
    const { open, clock } = createRoomFixture();
    const room = await open();
    const watcher = new TestPeer().join(room);
    room.receive(watcher, { type: 'awareness', entries: [state(9)] });
    await clock.advance(70_000);
    expect(watcher.sent.at(-1)).toEqual({ type: 'awareness', entries: [{ clientId: 9, clock: 1, state: null }] });
  });
});
