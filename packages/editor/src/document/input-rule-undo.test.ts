// @vitest-environment jsdom
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainSchema } from '../testing/plain-schema.ts';
import { InputRuleUndo } from './input-rule-undo.ts';
import { schemaExtensions } from './schema.ts';
import { typographyExtension } from './typography.ts';

let doc: Y.Doc;
let editor: Editor;

beforeEach(() => {
  doc = new Y.Doc();
  editor = new Editor({
    element: document.createElement('div'),
    injectCSS: false,
    extensions: [
      ...schemaExtensions(plainSchema),
      Collaboration.configure({ document: doc, field: 'default' }),
      typographyExtension({ marks: ['“', '”', '‘', '’'], isOn: () => true }),
      InputRuleUndo,
    ],
  });
});

afterEach(() => editor.destroy());

/** Types as the browser does: each character first offered to the input rules. */
function type(text: string): void {
  for (const character of text) {
    const { from, to } = editor.state.selection;
    const { view } = editor;
    const isTaken = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, character, () => view.state.tr.insertText(character, from, to)),
    );
    if (isTaken !== true) view.dispatch(view.state.tr.insertText(character, from, to));
  }
}

function press(key: string): void {
  const event = new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true });
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event));
}

const rules: readonly { readonly typed: string; readonly made: RegExp }[] = [
  { typed: '## ', made: /<h2/ },
  { typed: '- ', made: /<ul>/ },
  { typed: '1. ', made: /<ol>/ },
  { typed: '[ ] ', made: /taskList/ },
  { typed: '> ', made: /<blockquote>/ },
  { typed: '``` ', made: /<pre/ },
  { typed: 'a **b**', made: /<strong>b<\/strong>/ },
  { typed: 'a _b_', made: /<em>b<\/em>/ },
  { typed: 'a ~~b~~', made: /<s>b<\/s>/ },
  { typed: 'a `b`', made: /<code[^>]*>b<\/code>/ },
  { typed: 'a ==b==', made: /<mark>b<\/mark>/ },
  { typed: 'a $b$', made: /inline-math/ },
  { typed: '[!tip] ', made: /data-kind="tip"/ },
  { typed: '---', made: /<hr/ },
];

for (const { typed, made } of rules) {
  test(`undo right after "${typed}" gives back the characters as they were typed`, () => {
    type(typed);
    expect(editor.getHTML()).toMatch(made);
    press('z');
    expect(editor.state.doc.textContent).toBe(typed);
    expect(editor.getHTML()).not.toMatch(made);
    expect(editor.state.selection.$from.parentOffset).toBe(typed.length);
  });
}

test('a box at the beginning of an item makes a task of that item alone', () => {
  type('- one');
  editor.commands.splitListItem('listItem');
  type('[x] ');
  type('two');
  const { doc: content } = editor.state;
  expect(content.children.map((node) => node.type.name)).toEqual(['bulletList', 'taskList']);
  expect(content.lastChild?.firstChild?.attrs).toMatchObject({ checked: true });
  expect(editor.state.doc.textContent).toBe('onetwo');
});

test('undo right after a box in an item gives the item back', () => {
  type('- [ ] ');
  expect(editor.getHTML()).toMatch(/^<ul[^>]*taskList/u);
  press('z');
  expect(editor.getHTML()).toMatch(/^<ul><li><p[^>]*>\[ \] <\/p>/u);
});

test('text typed after a shortcut is undone before it', () => {
  type('## Title');
  press('z');
  expect(editor.getHTML()).toBe('<h2 dir="auto"></h2>');
  press('z');
  expect(editor.state.doc.textContent).toContain('##');
});

test('another\'s edit is not undone', () => {
  type('mine');
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const block = other.getXmlFragment('default').get(0);
  if (block instanceof Y.XmlElement) (block.get(0) as Y.XmlText).insert(0, 'theirs ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'remote');
  expect(editor.state.doc.textContent).toBe('theirs mine');
  press('z');
  expect(editor.state.doc.textContent).toBe('theirs ');
});
