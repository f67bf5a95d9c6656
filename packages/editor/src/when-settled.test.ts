// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settledWithinMs, whenSettled } from './when-settled.ts';

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

beforeEach(() => {
  document.body.append(document.createElement('main'));
});

function addBusy(): HTMLElement {
  const part = document.createElement('div');
  part.setAttribute('aria-busy', 'true');
  document.body.append(part);
  return part;
}

test('where nothing is on its way there is nothing to wait for', () => {
  const work = vi.fn();
  addBusy().setAttribute('aria-busy', 'false');
  whenSettled(work);
  expect(work).toHaveBeenCalledOnce();
});

test('a page that has not been drawn at all is waited for', async () => {
  const work = vi.fn();
  document.body.replaceChildren();
  whenSettled(work);
  expect(work).not.toHaveBeenCalled();
  document.body.append(document.createElement('main'));
  await vi.waitFor(() => expect(work).toHaveBeenCalledOnce());
});

test('what can wait begins when the last part of the page has come, and once', async () => {
  const work = vi.fn();
  const [first, second] = [addBusy(), addBusy()];
  whenSettled(work);
  first.remove();
  await Promise.resolve();
  expect(work).not.toHaveBeenCalled();
  second.setAttribute('aria-busy', 'false');
  await vi.waitFor(() => expect(work).toHaveBeenCalledOnce());
  addBusy().remove();
  await Promise.resolve();
  expect(work).toHaveBeenCalledOnce();
});

test('a part that does not come is waited for so long, and no longer', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  addBusy();
  whenSettled(work);
  vi.advanceTimersByTime(settledWithinMs - 1);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
});
