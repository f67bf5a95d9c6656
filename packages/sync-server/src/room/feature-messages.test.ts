import { describe, expect, it } from 'vitest';
import { createRoomFixture } from './testing/room-fixture.ts';
import { TestPeer } from './testing/test-peer.ts';

function payloadsOf(peer: TestPeer): unknown[] {
  return peer.sent.flatMap((message) => (message.type === 'feature' ? [message.payload] : []));
}

describe('[P22] a message of a feature', () => {
  it('reaches readers and writers who understand it, and no stock page', async () => {
    const room = await createRoomFixture().open();
    const [ana, reader, stock] = [{}, { role: 'reader' as const }, { isScriptorium: false }].map((options) => new TestPeer(options).join(room));
    room.tell({ feature: 'chat', text: 'Hello' });
    expect([ana, reader, stock].map((peer) => (peer === undefined ? null : payloadsOf(peer)))).toEqual([
      [{ feature: 'chat', text: 'Hello' }],
      [{ feature: 'chat', text: 'Hello' }],
      [],
    ]);
  });

  it('[P42] does not wait for a slow session: that one is told, once, that it missed something', async () => {
    const room = await createRoomFixture().open();
    const [ana, slow] = [new TestPeer().join(room), new TestPeer().join(room)];
    slow.isCongested = true;
    for (const text of ['One', 'Two']) room.tell({ feature: 'chat', text });
    room.tell({ feature: 'files', name: 'a.png' });
    expect(payloadsOf(ana)).toHaveLength(3);
    expect(payloadsOf(slow)).toEqual([]);
    slow.isCongested = false;
    room.drained(slow);
    room.drained(slow);
    expect(payloadsOf(slow)).toEqual([
      { feature: 'chat', missed: true },
      { feature: 'files', missed: true },
    ]);
    room.tell({ feature: 'chat', text: 'Three' });
    expect(payloadsOf(slow)).toHaveLength(3);
  });
});
