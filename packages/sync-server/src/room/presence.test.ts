import { describe, expect, it } from 'vitest';
import { Presence } from './presence.ts';
import type { PresenceLimits } from './presence.ts';

const limits = { awarenessClientsMax: 10, awarenessClientsPerSessionMax: 3 };
const timings = { awarenessSilentMs: 20_000, awarenessMemoryMs: 60_000 };
const create = (changes: Partial<PresenceLimits> = {}): Presence => new Presence({ limits: { ...limits, ...changes }, timings });
const ana = { id: 1, identityKey: null, isInformed: false };
const ben = { id: 2, identityKey: null, isInformed: false };
const at = (clientId: number, clock: number, state: string | null = '{}'): { clientId: number; clock: number; state: string | null } => ({
  clientId,
  clock,
  state,
});

describe('Presence', () => {
  it('[P16] takes a state from the session that first sends its clientId, and from no other', () => {
    const presence = create();
    expect(presence.receive(ana, [at(7, 1)], 0)).toHaveLength(1);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 2)], 0)).toEqual([]);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 9, null)], 0)).toEqual([]);
    expect(presence.entries()).toEqual([at(7, 1)]);
  });

  it('[P16] drops what a provider sends back and takes its own entry in the same message', () => {
    const presence = create();
    presence.receive(ana, [at(7, 1)], 0);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 1), at(8, 0)], 0)).toEqual([at(8, 0)]);
  });

  it('[P16] lets a tab that reconnects claim its state, under the same clock, once its lost socket is silent for 20 s', () => {
    const presence = create();
    presence.receive(ana, [at(7, 4)], 0);
    expect(presence.receive(ben, [at(7, 4)], 19_999)).toEqual([]);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 5)], 20_000)).toEqual([at(7, 5)]);
    expect(presence.leave(ana.id, 20_001)).toEqual({ orphans: [], changed: [] });
    expect(presence.receive({ ...ana, isInformed: true }, [at(7, 6)], 20_002)).toEqual([]);
    expect(presence.entries()).toEqual([at(7, 5)]);
  });

  it('[P16] prefers the session that lives: what another one says of its state is kept, and shown when the first has ended', () => {
    const presence = create();
    presence.receive(ana, [at(7, 4)], 0);
    expect(presence.receive(ben, [at(7, 5)], 10)).toEqual([]);
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 6)], 20)).toEqual([]);
    expect(presence.receive({ ...ana, isInformed: true }, [at(7, 5)], 30)).toEqual([at(7, 5)]);
    expect(presence.leave(ana.id, 40)).toEqual({ orphans: [], changed: [at(7, 6)] });
    expect(presence.receive({ ...ben, isInformed: true }, [at(7, 7)], 50)).toEqual([at(7, 7)]);
  });

  it('[P16] forgets a claim with the session that made it', () => {
    const presence = create();
    presence.receive(ana, [at(7, 4)], 0);
    presence.receive(ben, [at(7, 9)], 10);
    expect(presence.leave(ben.id, 20)).toEqual({ orphans: [], changed: [] });
    expect(presence.leave(ana.id, 30)).toEqual({ orphans: [7], changed: [] });
  });

  it('[P16] takes a late echo of a removed state from nobody, and its return from who it was, or under a higher clock', () => {
    const presence = create();
    const informed = { ...ben, isInformed: true };
    presence.receive(ana, [at(7, 4)], 0);
    presence.receive(ana, [at(7, 5, null)], 10);
    expect(presence.receive(informed, [at(7, 4), at(7, 5)], 20)).toEqual([]);
    expect(presence.receive({ ...ana, isInformed: true }, [at(7, 6)], 30)).toEqual([at(7, 6)]);
    const { orphans } = presence.leave(ana.id, 40);
    expect(presence.receive(informed, [at(7, 6)], 50)).toEqual([]);
    expect(presence.expire(orphans, 60)).toEqual([at(7, 6, null)]);
    expect(presence.receive(informed, [at(7, 6)], 70)).toEqual([]);
    expect(presence.receive(informed, [at(7, 7)], 80)).toEqual([at(7, 7)]);
  });

  it('[P16] knows a removed clientId for a minute, and at most as many as there may be states', () => {
    const informed = { ...ben, isInformed: true };
    const minute = create();
    minute.receive(ana, [at(7, 4), at(7, 5, null)], 0);
    expect(minute.receive(informed, [at(7, 5)], 59_999)).toEqual([]);
    expect(minute.receive(informed, [at(7, 5)], 60_000)).toEqual([at(7, 5)]);
    const few = create({ awarenessClientsMax: 1 });
    few.receive(ana, [at(7, 4), at(7, 5, null), at(8, 4), at(8, 5, null)], 0);
    expect(few.receive(informed, [at(8, 5)], 1)).toEqual([]);
    expect(few.receive(informed, [at(7, 5)], 1)).toEqual([at(7, 5)]);
  });

  it('[P16] lets nobody claim the state of another identity', () => {
    const presence = create();
    presence.receive({ ...ana, identityKey: 'ana' }, [at(7, 1)], 0);
    expect(presence.receive({ ...ben, identityKey: 'ben' }, [at(7, 2)], 0)).toEqual([]);
  });

  it('[P17] holds as many clientIds for a session as its limit says, and not one more', () => {
    const presence = create();
    expect(presence.receive(ana, [at(1, 1), at(2, 1), at(3, 1), at(4, 1)], 0)).toHaveLength(3);
  });

  it('[P17] holds as many clientIds for a room as its limit says, and not one more', () => {
    const presence = create({ awarenessClientsMax: 2, awarenessClientsPerSessionMax: 9 });
    expect(presence.receive(ana, [at(1, 1), at(2, 1), at(3, 1)], 0)).toHaveLength(2);
    expect(presence.receive(ana, [at(1, 2, null), at(3, 1)], 0)).toHaveLength(2);
  });

  it('[P18] takes a higher clock, and the same one only for a removal', () => {
    const presence = create();
    presence.receive(ana, [at(7, 3)], 0);
    expect(presence.receive(ana, [at(7, 3)], 0)).toEqual([]);
    expect(presence.receive(ana, [at(7, 2, null)], 0)).toEqual([]);
    expect(presence.receive(ana, [at(7, 3, null)], 0)).toEqual([at(7, 3, null)]);
    expect(presence.entries()).toEqual([]);
  });

  it('[P19] removes what an ended session left behind, under the same clock', () => {
    const presence = create();
    presence.receive(ana, [at(7, 3)], 0);
    const { orphans } = presence.leave(ana.id, 0);
    expect(presence.entries()).toHaveLength(1);
    expect(presence.expire(orphans, 0)).toEqual([at(7, 3, null)]);
    expect(presence.expire(orphans, 0)).toEqual([]);
  });

  it('[P19] removes nothing that was taken over in the meantime', () => {
    const presence = create();
    presence.receive(ana, [at(7, 3)], 0);
    const { orphans } = presence.leave(ana.id, 0);
    presence.receive(ben, [at(7, 3)], 0);
    expect(presence.expire(orphans, 0)).toEqual([]);
    expect(presence.entries()).toHaveLength(1);
  });

  it('[P19] removes a state that nobody renews', () => {
    const presence = create();
    presence.receive(ana, [at(7, 3)], 1_000);
    presence.receive(ben, [at(8, 3)], 2_000);
    expect(presence.expireStale(1_001, 2_001)).toEqual([at(7, 3, null)]);
    expect(presence.expireStale(1_001, 2_001)).toEqual([]);
  });
});
