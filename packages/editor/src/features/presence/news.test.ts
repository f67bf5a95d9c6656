import { expect, test } from 'vitest';
import type { Participant } from '../../sync/presence.ts';
import { newsOf } from './news.ts';

const person = (id: string, isSelf = false): Participant => ({
  id, name: id, colour: 0, clientId: 1, isSelf, isAway: false, isIdle: false, hasCaret: true, joinedAt: 0, activeAt: 0,
});

test('those who came and those who went are told, and oneself is not', () => {
  const news = newsOf([person('ben'), person('cleo')], [person('ana', true), person('cleo'), person('dan')]);
  expect(news.joined.map(({ id }) => id)).toEqual(['dan']);
  expect(news.left.map(({ id }) => id)).toEqual(['ben']);
});
