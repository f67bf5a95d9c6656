import { expect, test } from 'vitest';
import { readView, viewPath, views } from './list-view.ts';

test('each view has an address that leads back to it, and an unknown one is the whole list', () => {
  for (const view of views) expect(readView(new URL(viewPath(view), 'http://a').search)).toBe(view);
  expect(readView('?view=nonsense')).toBe('all');
  expect(readView('')).toBe('all');
});
