/** What waits to be spoken: nothing is lost that still holds, and nothing is unbounded. */
import { expect, test } from 'vitest';
import { PoliteQueue, waitingMax } from './polite-queue.ts';

test('messages that wait are spoken together, in their order', () => {
  const queue = new PoliteQueue();
  queue.put('Ana joined');
  queue.put('Saved', 'status');
  expect(queue.take()).toBe('Ana joined. Saved');
  queue.put('Ben joined');
  expect(queue.take()).toBe('Ben joined');
});

test('of one topic the last message takes the place of the others', () => {
  const queue = new PoliteQueue();
  queue.put('Reconnecting…', 'status');
  queue.put('Ana left');
  queue.put('Saved', 'status');
  expect(queue.take()).toBe('Ana left. Saved');
});

test('the same message can be heard again', () => {
  const queue = new PoliteQueue();
  queue.put('2 suggestions');
  const first = queue.take();
  queue.put('2 suggestions');
  const second = queue.take();
  expect(second).not.toBe(first);
  expect(second.trim()).toBe(first);
});

test('of more messages than are waited for the oldest are left out', () => {
  const queue = new PoliteQueue();
  for (let number = 0; number <= waitingMax; number += 1) queue.put(`Message ${number}`);
  const text = queue.take();
  expect(text).not.toContain('Message 0');
  expect(text).toContain('Message 1');
  expect(text).toContain(`Message ${waitingMax}`);
});
