// @vitest-environment jsdom
/** Others' carets cost as little as they are few, however long the document, and outlast what oneself does to blocks. */
import type { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { TextSelection } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { afterEach, expect, test, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Presence, paceMs } from '../sync/presence.ts';
import { openEditor, type } from '../testing/editor-scene.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { caretExtension } from './carets.ts';

const closings: (() => void)[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const close of closings.splice(0)) close();
});

interface Scene {
  readonly editor: Editor;
  readonly body: Y.XmlFragment;
  /** The others' carets go to the ends of these blocks, one each, and are drawn. */
  put(blocks: readonly number[]): void;
  drawn(): string[];
}

function open(blocks: number): Scene {
  vi.useFakeTimers();
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('default');
  body.insert(0, Array.from({ length: blocks }, (_, index) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`block ${index}`)]);
    return paragraph;
  }));
  const clock = new FakeClock();
  const awareness = new Awareness(doc);
  const presence = new Presence({ awareness, clock, person: { id: 'ana', name: 'Ana' }, colours: ['#111111'], isConnected: () => true });
  const editor = openEditor('', [
    Collaboration.configure({ document: doc, field: 'default' }),
    caretExtension({ presence, namelessLabel: 'Somebody' }),
  ]);
  const people = new Map<number, Awareness>();
  closings.push(() => {
    editor.destroy();
    presence.close();
    awareness.destroy();
    for (const person of people.values()) person.destroy();
  });
  const personAt = (index: number): Awareness => {
    const person = people.get(index) ?? new Awareness(new Y.Doc());
    people.set(index, person);
    return person;
  };
  return {
    editor,
    body,
    put: (places) => {
      for (const [index, block] of places.entries()) {
        const text = (body.get(block) as Y.XmlElement).get(0) as Y.XmlText;
        const place = Y.createRelativePositionFromTypeIndex(text, text.length);
        const person = personAt(index);
        person.setLocalState({ user: { id: `person-${index}`, name: `Person ${index}`, paint: index }, cursor: { anchor: place, head: place } });
        applyAwarenessUpdate(awareness, encodeAwarenessUpdate(person, [person.clientID]), 'server');
      }
      clock.advance(2 * paceMs);
      vi.advanceTimersByTime(1);
    },
    drawn: () => [...editor.view.dom.querySelectorAll('.caret')].map((caret) => caret.closest('p')?.textContent ?? '').map((text) => /block \d+/.exec(text)?.[0] ?? ''),
  };
}

test('ten carets far down a long document are drawn without looking at the blocks before them', () => {
  const { editor, put, drawn } = open(400);
  const places = Array.from({ length: 10 }, (_, index) => 300 + index);
  put(places);
  const { mapping } = (ySyncPluginKey.getState(editor.state) as { binding: { mapping: Map<unknown, unknown> } }).binding;
  const get = vi.spyOn(mapping, 'get');
  put(places.map((place) => place + 1));
  expect(get.mock.calls.length).toBeLessThan(60);
  expect(drawn()).toEqual(places.map((place) => `block ${place + 1}`));
});

test('the others’ carets are still drawn after one has split a block or begun a new one', () => {
  const { editor, put, drawn } = open(6);
  put([1, 4]);
  expect(drawn()).toEqual(['block 1', 'block 4']);
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 3)));
  editor.commands.splitBlock();
  vi.advanceTimersByTime(1);
  expect(drawn()).toEqual(['block 1', 'block 4']);
  type(editor, 'x');
  expect(drawn()).toEqual(['block 1', 'block 4']);
});
