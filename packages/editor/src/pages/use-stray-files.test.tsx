// @vitest-environment jsdom
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useStrayFiles } from './use-stray-files.ts';

let root: Root;
let taker: ReturnType<typeof useStrayFiles>;

function Page({ onTaker }: { readonly onTaker: (ref: typeof taker) => void }): null {
  const ref = useStrayFiles();
  useEffect(() => {
    onTaker(ref);
  }, [ref, onTaker]);
  return null;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.createElement('div'));
  act(() => root.render(<Page onTaker={(ref) => (taker = ref)} />));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

interface Handed {
  readonly types: readonly string[];
  readonly files: readonly File[];
  dropEffect: string;
}

const file = new File(['words'], 'notes.txt');
const handed = (types: readonly string[]): Handed => ({ types, files: types.includes('Files') ? [file] : [], dropEffect: 'copy' });

/** Whether the page keeps the browser from what it would do by itself. */
function hand(kind: 'dragover' | 'drop', dataTransfer: Handed): boolean {
  return !document.body.dispatchEvent(Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { dataTransfer }));
}

test('a file that is dropped beside the text is handed to whoever takes it, and not opened by the browser', () => {
  const take = vi.fn();
  taker.current = take;
  const transfer = handed(['Files']);
  expect([hand('dragover', transfer), hand('drop', transfer)]).toEqual([true, true]);
  expect(transfer.dropEffect).toBe('copy');
  expect(take).toHaveBeenCalledExactlyOnceWith([file]);
});

test('where nobody takes it, it is refused, and still not opened', () => {
  const transfer = handed(['Files']);
  expect([hand('dragover', transfer), hand('drop', transfer)]).toEqual([true, true]);
  expect(transfer.dropEffect).toBe('none');
});

test('text that is dragged, and a file that the text has taken, are nothing to it', () => {
  const take = vi.fn();
  taker.current = take;
  expect(hand('drop', handed(['text/plain']))).toBe(false);
  const inText = (event: Event): void => event.preventDefault();
  document.body.addEventListener('drop', inText, { once: true });
  hand('drop', handed(['Files']));
  expect(take).not.toHaveBeenCalled();
});
