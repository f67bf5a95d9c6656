// @vitest-environment jsdom
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { expect, test } from 'vitest';
import { openEditor } from '../testing/editor-scene.ts';
import { LateProps, giveProps } from './late-props.ts';
import { PastedText } from './pasted-text.ts';
import { Uploads } from './uploads.ts';

test('what comes late is asked before all others, in its order, until it is taken away', () => {
  const asked: string[] = [];
  const others = Extension.create({
    name: 'others',
    priority: 1_500,
    addProseMirrorPlugins: () => [new Plugin({ props: { handleTextInput: () => void asked.push('others') } })],
  });
  const editor = openEditor('<p>text</p>', [others, LateProps]);
  const ask = (): string[] => {
    asked.length = 0;
    editor.view.someProp('handleTextInput', (handle) => handle(editor.view, 1, 1, 'x', () => editor.state.tr));
    return [...asked];
  };
  const second = giveProps(editor, 'uploads', { handleTextInput: () => void asked.push('second') });
  const first = giveProps(editor, 'pastedText', { handleTextInput: () => void asked.push('first') });
  expect(ask()).toEqual(['first', 'second', 'others']);
  first();
  expect(ask()).toEqual(['second', 'others']);
  second();
  expect(ask()).toEqual(['others']);
});

test('what it decorates is drawn with the next transaction, and an event reaches it', () => {
  const editor = openEditor('<p>text</p>', [LateProps]);
  let keys = 0;
  giveProps(editor, 'uploads', {
    decorations: ({ doc }) => DecorationSet.create(doc, [Decoration.node(0, doc.content.size, { class: 'is-late' })]),
    handleDOMEvents: { keydown: () => void (keys += 1) },
  });
  editor.view.dispatch(editor.state.tr);
  expect(editor.view.dom.querySelectorAll('p.is-late')).toHaveLength(1);
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  expect(keys).toBe(1);
});

test('who takes what is pasted and dropped comes and goes without the views of the others being made anew', () => {
  let made = 0;
  const other = Extension.create({
    name: 'other',
    addProseMirrorPlugins: () => [
      new Plugin({
        view: () => {
          made += 1;
          return {};
        },
      }),
    ],
  });
  const editor = openEditor('<p>text</p>', [other, LateProps]);
  expect(made).toBe(1);
  const words = { uploading: String, retry: '', dismiss: '', cancel: '' };
  const uploads = new Uploads(editor, { upload: () => Promise.reject(new Error('none')), words, faultOf: String, onDone: () => {}, onFault: () => {} });
  const pasted = new PastedText(editor, { onFormatted: () => {} });
  pasted.close();
  uploads.close();
  expect(made).toBe(1);
});

test('an editor that was made without the places says so', () => {
  expect(() => giveProps(openEditor('<p>text</p>'), 'uploads', {})).toThrow('LateProps');
});
