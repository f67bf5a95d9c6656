import { expect, test } from 'vitest';
import type { Participant } from '../../sync/presence.ts';
import { avatarRow, avatarsMax, peopleOf } from './people.ts';

function participant(clientId: number, change: Partial<Participant> = {}): Participant {
  return {
    clientId, id: `person-${clientId}`, name: 'Ana', colour: 0, isSelf: false, isAway: false, isIdle: false, hasCaret: false, joinedAt: 0, activeAt: 0, ...change,
  };
}

test('two tabs of a person are one avatar, the connected one', () => {
  const people = peopleOf([participant(1, { isSelf: true }), participant(2, { id: 'ben', isAway: true }), participant(3, { id: 'ben' }), participant(4, { id: 'person-1' })]);
  expect(people.map(({ clientId }) => clientId)).toEqual([1, 3]);
});

test('one person above the most avatars makes a number', () => {
  const people = Array.from({ length: avatarsMax + 1 }, (_, index) => participant(index));
  expect(avatarRow(people.slice(1)).rest).toHaveLength(0);
  expect(avatarRow(people).shown).toHaveLength(avatarsMax);
  expect(avatarRow(people).rest).toHaveLength(1);
});
