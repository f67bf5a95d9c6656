// @vitest-environment jsdom
import { type Editor, type EditorOptions, Extension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Plugin } from '@tiptap/pm/state';
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { schemaExtensions } from '../../document/schema.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { acceptJoin, openLoneSession } from '../../testing/lone-session.ts';
import { plainSchema } from '../../testing/plain-schema.ts';
import { nextTurn } from '../../ui/turns.ts';
import { useTextEditor } from './use-text-editor.ts';

let root: Root;
let session: DocumentSession;
let editor: Editor | null = null;

interface PageProps {
  readonly options: Partial<EditorOptions> | null;
  readonly onEditor: (editor: Editor | null) => void;
}

function Page({ options, onEditor }: PageProps): null {
  const now = useTextEditor(session, options);
  useEffect(() => onEditor(now), [now, onEditor]);
  return null;
}

const onEditor = (now: Editor | null): void => {
  editor = now;
};

function optionsFor({ doc }: DocumentSession): Partial<EditorOptions> {
  return { injectCSS: false, extensions: [...schemaExtensions(plainSchema), Collaboration.configure({ document: doc, field: 'default' })] };
}

function show(options: Partial<EditorOptions> | null): void {
  act(() => root.render(<Page options={options} onEditor={onEditor} />));
}

/** More than an editor takes. */
const manyTurns = 20;

/** The next turns, and what they bring about: all of it while the test looks on, as React asks for. */
async function take(turns: number, after: () => void = () => {}): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < turns; turn += 1) {
      await nextTurn();
      after();
    }
  });
}

async function made(): Promise<Editor> {
  await take(manyTurns);
  if (editor === null) throw new Error('There is no editor.');
  return editor;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  session = openLoneSession(new FakeClock());
  acceptJoin();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('one')]);
  session.body.insert(0, [paragraph]);
  editor = null;
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  session.close();
  vi.unstubAllGlobals();
});

test('the editor is not made in the turn that asks for it, and is there with the text', async () => {
  show(optionsFor(session));
  expect(editor).toBeNull();
  const { state, isDestroyed } = await made();
  expect(isDestroyed).toBe(false);
  expect(state.doc.textContent).toBe('one');
});

test('the plugins are made once, and the text is drawn with them in a later turn', async () => {
  const log: string[] = [];
  const watching = Extension.create({
    name: 'watching',
    addProseMirrorPlugins: () => {
      log.push('made');
      const view = (): object => {
        log.push('drawn');
        return {};
      };
      return [new Plugin({ view })];
    },
  });
  const { extensions = [], ...options } = optionsFor(session);
  show({ ...options, extensions: [...extensions, watching] });
  await take(manyTurns, () => log.push('turn'));
  expect(editor).not.toBeNull();
  expect(log.filter((what) => what !== 'turn')).toEqual(['made', 'drawn']);
  expect(log.slice(log.indexOf('made'), log.indexOf('drawn'))).toContain('turn');
});

test('without anything to edit there is no editor', async () => {
  show(null);
  await take(manyTurns);
  expect(editor).toBeNull();
});

test('[L9] nothing is bound to a document that has become newer than the page while the editor was being made', async () => {
  const mounted = vi.fn();
  show({ ...optionsFor(session), onMount: mounted });
  await take(1);
  session.status.update({ session: { saving: true, writable: false, reason: 'schema' } });
  expect(session.isOutdated).toBe(true);
  await take(manyTurns);
  expect(editor).toBeNull();
  expect(mounted).not.toHaveBeenCalled();
});

test('[L9] an editor goes in the very turn in which the document becomes newer than the page', async () => {
  show(optionsFor(session));
  const bound = await made();
  session.status.update({ session: { saving: true, writable: false, reason: 'schema' } });
  expect(bound.isDestroyed).toBe(true);
});

test('an editor that follows another takes its place when it is there', async () => {
  show(optionsFor(session));
  const first = await made();
  show(optionsFor(session));
  expect(editor).toBe(first);
  expect(first.isDestroyed).toBe(false);
  expect(await made()).not.toBe(first);
  await vi.waitFor(() => expect(first.isDestroyed).toBe(true));
  expect(editor?.isDestroyed).toBe(false);
  expect(session.body.toJSON()).toBe('<paragraph>one</paragraph>');
});

test('an editor goes with the page that shows it, and one that is being made as well', async () => {
  const mounted = vi.fn();
  show({ ...optionsFor(session), onMount: mounted });
  await take(1);
  act(() => root.unmount());
  await take(manyTurns);
  expect(mounted).not.toHaveBeenCalled();
  root = createRoot(document.createElement('div'));
  show(optionsFor(session));
  const second = await made();
  act(() => root.unmount());
  await vi.waitFor(() => expect(second.isDestroyed).toBe(true));
});

test('a letter begins no work that would come between it and its frame', async () => {
  show(optionsFor(session));
  const { view } = await made();
  const [timers, frames] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'requestAnimationFrame')];
  for (const letter of 'letters') view.dispatch(view.state.tr.insertText(letter, 1));
  expect(session.body.toJSON()).toBe('<paragraph>srettelone</paragraph>');
  expect([...timers.mock.calls, ...frames.mock.calls]).toEqual([]);
});
