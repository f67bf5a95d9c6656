// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { Profiler, type ReactElement, act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEditor, type } from '../../testing/editor-scene.ts';
import type { DocumentShape } from './document-shape.ts';
import { OutlineColumn } from './outline-column.tsx';
import { useDocumentShape, useShapePart } from './use-document-shape.ts';

/** More than the longest pause, and the time until the page is taken to be idle. */
const settledMs = 2_000;

let root: Root;
let place: HTMLElement;
let shape: DocumentShape | null = null;
/** What was drawn, in this order. */
let drawn: string[] = [];

function Page({ editor }: { readonly editor: Editor }): ReactElement | null {
  const read = useDocumentShape(editor, 'en');
  useEffect(() => {
    shape = read;
    drawn.push('page');
  });
  if (read === null) return null;
  return (
    <>
      <OutlineColumn editor={editor} shape={read} onCounts={() => {}} />
      <Profiler id="outline" onRender={(id) => drawn.push(id)}>
        <Headings shape={read} />
      </Profiler>
    </>
  );
}

function Headings({ shape: read }: { readonly shape: DocumentShape }): null {
  useShapePart(read, 'outline');
  return null;
}

function show(html: string): Editor {
  const editor = openEditor(html);
  act(() => root.render(<Page editor={editor} />));
  settle();
  return editor;
}

function settle(): void {
  pass(settledMs);
}

function pass(ms: number): void {
  act(() => void vi.advanceTimersByTime(ms));
}

function shown(): { readonly headings: (string | null)[]; readonly count: string | null } {
  const headings = [...place.querySelectorAll('li')].map(({ textContent }) => textContent);
  return { headings, count: place.querySelector('[data-testid="word-count"]')?.textContent ?? null };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.createElement('div');
  root = createRoot(place);
  drawn = [];
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('words that are typed are counted, and nothing but their number is drawn anew', () => {
  const editor = show('<p>one|</p><h2>Top</h2>');
  expect(shown()).toEqual({ headings: ['Top'], count: '2 words' });
  expect(new Set(drawn)).toEqual(new Set(['page', 'outline']));
  drawn = [];
  type(editor, ' two three');
  settle();
  expect(shown()).toEqual({ headings: ['Top'], count: '4 words' });
  expect(drawn).toEqual([]);
});

test('where a heading is is known also when the outline reads as before', () => {
  const editor = show('<p>one|</p><h2>Top</h2>');
  expect(shape?.headings()[0]?.pos).toBe(5);
  type(editor, ' two');
  settle();
  expect(shape?.headings()[0]?.pos).toBe(9);
  editor.commands.insertContentAt(10, 'The ');
  settle();
  expect(shown().headings).toEqual(['The Top']);
});

test('a letter sets no timer when one is set already', () => {
  const editor = show('<p>|</p>');
  const set = vi.spyOn(globalThis, 'setTimeout');
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  type(editor, 'abcdefghijklmnopqrst');
  // Without delay: the editor's own.
  const timed = set.mock.calls.filter(([, ms = 0]) => ms > 0);
  expect(timed.length + cleared.mock.calls.length).toBeLessThanOrEqual(2);
});

test('who types on and on sees the words counted all the same', () => {
  const editor = show('<p>|</p>');
  for (let at = 0; at < 20; at += 1) {
    type(editor, 'a ');
    pass(100);
  }
  expect(Number.parseInt(shown().count ?? '', 10)).toBeGreaterThan(1);
});
