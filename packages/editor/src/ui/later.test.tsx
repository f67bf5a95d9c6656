/** @vitest-environment jsdom */
import { type ComponentType, type ReactElement, Suspense, act } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attemptsMax } from '../late-code.ts';
import { EarlyField, earlyText } from './early-field.tsx';
import { Later, loadLater } from './later.tsx';

/** More than all attempts take. */
const longMs = 60_000;
let root: Root;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  document.head.innerHTML = '';
  document.body.innerHTML = '<button>Text</button><div></div>';
  const place = document.querySelector('div');
  if (place === null) throw new Error('no place');
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface PartProps {
  readonly onClose: () => void;
}

/** Code that can't be had so often. */
function partAfter(failures: number): { readonly Part: ComponentType<PartProps>; readonly asked: () => number } {
  let asked = 0;
  const Part = loadLater<PartProps>(() => {
    asked += 1;
    return asked > failures ? Promise.resolve(() => <p>{earlyText()}here</p>) : Promise.reject(new TypeError('Failed to fetch'));
  });
  return { Part, asked: () => asked };
}

async function show(shown: ReactElement | null): Promise<string> {
  act(() => root.render(<Suspense fallback="on its way">{shown}</Suspense>));
  return await waitLong();
}

/** Gives what is seen then. */
async function waitLong(): Promise<string> {
  await act(() => vi.advanceTimersByTimeAsync(longMs));
  return document.querySelector('div')?.textContent ?? '';
}

test('what can not be had at first comes when it can', async () => {
  const { Part, asked } = partAfter(attemptsMax - 1);
  expect(await show(<Part onClose={() => {}} />)).toBe('here');
  expect(asked()).toBe(attemptsMax);
});

test('what can not be had closes itself, and is asked for anew at its next use', async () => {
  const { Part, asked } = partAfter(attemptsMax);
  const onClose = vi.fn();
  expect(await show(<Part onClose={onClose} />)).toBe('');
  expect([asked(), onClose.mock.calls.length]).toEqual([attemptsMax, 1]);
  await show(null);
  expect(await show(<Part onClose={onClose} />)).toBe('here');
});

test.each(['online', 'focus'])('what can not be had is asked for anew on %s', async (type) => {
  const { Part, asked } = partAfter(attemptsMax);
  expect(await show(<Part onClose={() => {}} />)).toBe('');
  act(() => void window.dispatchEvent(new Event(type)));
  expect(await waitLong()).toBe('here');
  expect(asked()).toBe(attemptsMax + 1);
});

test('what is typed for something on its way is kept for it, and the focus goes back to where it was', async () => {
  const text = document.querySelector('button');
  text?.focus();
  let come: (part: ComponentType) => void = () => {};
  const Part = loadLater(() => new Promise<ComponentType>((resolve) => (come = resolve)));
  const onCancel = vi.fn();
  const Seen = (): ReactElement => <p>{earlyText()}</p>;
  act(() => root.render(<Suspense fallback={<EarlyField label="Find" onCancel={onCancel} />}><Part /></Suspense>));
  const field = document.querySelector('input');
  expect(document.activeElement).toBe(field);
  if (field !== null) field.value = 'typed';
  field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(onCancel).toHaveBeenCalledOnce();
  come(Seen);
  await waitLong();
  expect([document.querySelector('p')?.textContent, document.activeElement]).toEqual(['typed', text]);
});

test('a patient button asks for its menu when somebody comes near, and stays the one that has the focus until that is there', async () => {
  let come: (part: ComponentType) => void = () => {};
  const load = vi.fn(() => new Promise<ComponentType>((resolve) => (come = resolve)));
  const Part = loadLater(load);
  await act(async () => root.render(<Later button={() => <button>stand-in</button>} isPatient>{() => <Part />}</Later>));
  await waitLong();
  const button = document.querySelector<HTMLButtonElement>('div button');
  expect([button?.textContent, load.mock.calls.length]).toEqual(['stand-in', 0]);
  await act(async () => button?.focus());
  expect(load).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(button);
  come(() => <button>menu</button>);
  expect(await waitLong()).toBe('menu');
  expect(document.activeElement?.textContent).toBe('menu');
});
