import { describe, expect, it } from 'vitest';
import { Presence } from './presence.ts';

const limits = { awarenessClientsMax: 10, awarenessClientsPerSessionMax: 3 };
const ana = { id: 1, identityKey: null, isInformed: false };
const ben = { id: 2, identityKey: null, isInformed: false };
const at = (clientId: number, clock: number, state: string | null = '{}'): { clientId: number; clock: number; state: string | null } => ({
  clientId,
  clock,
  state,
});

describe('Presence', () => {
  it('[P16] takes a state from the session that first sends its clientId, and from no other', () => {
    const presence = new Presence(limits);
    expect(presence.receive(ana, [at(7, 1)], 0)).toHaveLength(1);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 2)], 0)).toEqual([]);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 9, null)], 0)).toEqual([]);
    expect(presence.entries()).toEqual([at(7, 1)]);
  });

  it('[P16] drops what a provider sends back and takes its own entry in the same message', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 1)], 0);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 1), at(8, 0)], 0)).toEqual([at(8, 0)]);
  });

  it('[P16] lets a tab that reconnects claim its state, under the same clock, before it is told of others', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 4)], 0);
    expect(presence.receive(ben, [at(7, 4)], 0)).toEqual([at(7, 4)]);
    expect(presence.orphan(ana.id)).toEqual([]);
    expect(presence.receive({ ...ana, isInformed: true }, [at(7, 5)], 0)).toEqual([]);
    expect(presence.entries()).toEqual([at(7, 4)]);
  });

  it('[P16] lets nobody claim the state of another identity', () => {
    const presence = new Presence(limits);
    presence.receive({ ...ana, identityKey: 'ana' }, [at(7, 1)], 0);
    expect(presence.receive({ ...ben, identityKey: 'ben' }, [at(7, 2)], 0)).toEqual([]);
  });

  it('[P17] holds as many clientIds for a session as its limit says, and not one more', () => {
    const presence = new Presence(limits);
    expect(presence.receive(ana, [at(1, 1), at(2, 1), at(3, 1), at(4, 1)], 0)).toHaveLength(3);
  });

  it('[P17] holds as many clientIds for a room as its limit says, and not one more', () => {
    const presence = new Presence({ awarenessClientsMax: 2, awarenessClientsPerSessionMax: 9 });
    expect(presence.receive(ana, [at(1, 1), at(2, 1), at(3, 1)], 0)).toHaveLength(2);
    expect(presence.receive(ana, [at(1, 2, null), at(3, 1)], 0)).toHaveLength(2);
  });

  it('[P18] takes a higher clock, and the same one only for a removal', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 3)], 0);
    expect(presence.receive(ana, [at(7, 3)], 0)).toEqual([]);
    expect(presence.receive(ana, [at(7, 2, null)], 0)).toEqual([]);
    expect(presence.receive(ana, [at(7, 3, null)], 0)).toEqual([at(7, 3, null)]);
    expect(presence.entries()).toEqual([]);
  });

  it('[P19] removes what an ended session left behind, under the same clock', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 3)], 0);
    const orphans = presence.orphan(ana.id);
    expect(presence.entries()).toHaveLength(1);
    expect(presence.expire(orphans)).toEqual([at(7, 3, null)]);
    expect(presence.expire(orphans)).toEqual([]);
  });

  it('[P19] removes nothing that was taken over in the meantime', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 3)], 0);
    const orphans = presence.orphan(ana.id);
    presence.receive(ben, [at(7, 3)], 0);
    expect(presence.expire(orphans)).toEqual([]);
    expect(presence.entries()).toHaveLength(1);
  });

  it('[P19] removes a state that nobody renews', () => {
    const presence = new Presence(limits);
    presence.receive(ana, [at(7, 3)], 1_000);
    presence.receive(ben, [at(8, 3)], 2_000);
    expect(presence.expireStale(1_001)).toEqual([at(7, 3, null)]);
    expect(presence.expireStale(1_001)).toEqual([]);
  });
});
