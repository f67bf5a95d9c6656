// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { linesOf, openEditor } from '../testing/editor-scene.ts';
import { LateProps } from './late-props.ts';
import { type UploadedFile, Uploads, uploadsMax } from './uploads.ts';

interface Started {
  readonly file: File;
  readonly signal: AbortSignal;
  readonly arrive: () => void;
}

let editor: Editor;
let started: Started[];

beforeEach(() => {
  editor = openEditor('<p>before|</p><p>after</p>', [LateProps]);
  started = [];
});

afterEach(() => editor.destroy());

const open = (): Uploads =>
  new Uploads(editor, {
    upload: async (file, { signal }) =>
      await new Promise<UploadedFile>((resolve) => {
        started.push({ file, signal, arrive: () => resolve({ url: `/api/files/${file.name}`, name: file.name, type: 'text/plain' }) });
      }),
    words: { uploading: (name) => name, retry: '', dismiss: '', cancel: '' },
    faultOf: String,
    onDone: () => {},
    onFault: () => {},
  });

const named = (name: string): File => new File(['x'], name);
const names = (): string[] => started.map(({ file }) => file.name);

test('so many files are on their way at once as may be, and one more waits until one has arrived', async () => {
  const uploads = open();
  const files = Array.from({ length: uploadsMax + 1 }, (_, index) => named(String(index)));
  uploads.add(files);
  expect(names()).toEqual(['0', '1', '2']);
  started[0]?.arrive();
  await vi.waitFor(() => expect(names()).toEqual(['0', '1', '2', '3']));
  uploads.close();
});

test('what has not arrived when it closes is given back, and arrives at its place when another goes on with it', async () => {
  const first = open();
  first.add([named('one'), named('two')]);
  started[0]?.arrive();
  await vi.waitFor(() => expect(linesOf(editor)).toEqual(['beforeone', 'after']));
  const unfinished = first.close();
  expect(unfinished.map(({ file }) => file.name)).toEqual(['two']);
  expect(started[1]?.signal.aborted).toBe(true);
  const second = open();
  second.resume(unfinished);
  started[2]?.arrive();
  await vi.waitFor(() => expect(linesOf(editor)[0]).toContain('two'));
  expect(second.close()).toEqual([]);
});
