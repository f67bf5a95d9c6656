/** Documents of any content: the relay looks at none of it. */
import { describe, expect, it } from 'vitest';
import { createRoomFixture } from './testing/room-fixture.ts';
import { settle } from './testing/test-clock.ts';
import { TestPeer } from './testing/test-peer.ts';

describe('[P5] a document', () => {
  it('is listed by the title that is in it', async () => {
    const { open, clock, store } = createRoomFixture();
    const ana = new TestPeer().join(await open());
    ana.doc.getText('title').insert(0, 'Field notes');
    await settle();
    await clock.advance(3_000);
    expect((await store.list({ limit: 10 })).documents).toMatchObject([{ documentId: 'notes', meta: { title: 'Field notes' } }]);
  });

  it('with other types is kept and relayed just as well, compacted, and listed by its name', async () => {
    const { open, clock, store, registry, compactions } = createRoomFixture();
    const room = await open();
    const [ana, ben] = [new TestPeer().join(room), new TestPeer().join(room)];
    ana.doc.getMap('board').set('piece', { at: [1, 2] });
    ana.doc.getArray('moves').insert(0, ['e4', 'e5']);
    // The place where the text of a page would be.
    ana.doc.getMap('default').set('colour', 'red');
    ana.doc.getArray('title').insert(0, [1]);
    await settle();
    const contentOf = ({ doc }: TestPeer): unknown => [
      doc.getMap('board').toJSON(),
      doc.getArray('moves').toJSON(),
      doc.getMap('default').toJSON(),
      doc.getArray('title').toJSON(),
    ];
    const content = [{ piece: { at: [1, 2] } }, ['e4', 'e5'], { colour: 'red' }, [1]];
    expect(contentOf(ben)).toEqual(content);
    await clock.advance(3_000);
    expect(await room.compact()).toBe('compacted');
    expect((await store.list({ limit: 10 })).documents).toMatchObject([{ documentId: 'notes', meta: { title: null } }]);
    expect([ana.closed, ben.closed, compactions]).toEqual([null, null, ['done']]);
    await registry.close();
    const stored = await store.load('notes');
    expect(stored?.snapshot).not.toBeNull();
    const again = createRoomFixture({ store });
    expect(contentOf(new TestPeer().join(await again.open()))).toEqual(content);
  });
});
