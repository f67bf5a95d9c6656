// @vitest-environment jsdom
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type TextFirstOptions, textWithinMs, useTextFirst } from './use-text-first.ts';

let root: Root;
let mayBegin = false;
let isHidden = false;

function Page({ onChange, ...options }: TextFirstOptions & { readonly onChange: (mayBegin: boolean) => void }): null {
  const now = useTextFirst(options);
  useEffect(() => onChange(now), [now, onChange]);
  return null;
}

const onChange = (now: boolean): void => {
  mayBegin = now;
};

function show(options: TextFirstOptions): void {
  act(() => root.render(<Page {...options} onChange={onChange} />));
}

function pass(ms: number): void {
  act(() => void vi.advanceTimersByTime(ms));
}

/** A frame is drawn, and whatever waits for its end may run. */
function draw(): void {
  act(() => {
    vi.advanceTimersToNextFrame();
    vi.advanceTimersByTime(1);
  });
}

const waiting = { hasText: false, isTextless: false };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  [mayBegin, isHidden] = [false, false];
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('what takes time begins when the text has been drawn, and not before', () => {
  show(waiting);
  pass(textWithinMs - 1);
  show({ ...waiting, hasText: true });
  expect(mayBegin).toBe(false);
  draw();
  expect(mayBegin).toBe(false);
  draw();
  expect(mayBegin).toBe(true);
});

test('a text is waited for so long, and no longer', () => {
  show(waiting);
  pass(textWithinMs - 1);
  expect(mayBegin).toBe(false);
  pass(1);
  expect(mayBegin).toBe(true);
});

test('where no text will come nothing is waited for', () => {
  show(waiting);
  show({ hasText: false, isTextless: true });
  pass(0);
  expect(mayBegin).toBe(true);
});

test('in a tab behind others, where nothing is drawn, the text alone is enough', () => {
  isHidden = true;
  show({ ...waiting, hasText: true });
  pass(0);
  expect(mayBegin).toBe(true);
});

test('a tab that goes behind others before the text was drawn waits for no frame', () => {
  show({ ...waiting, hasText: true });
  isHidden = true;
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  expect(mayBegin).toBe(true);
});
