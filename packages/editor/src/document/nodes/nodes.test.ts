// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { afterEach, describe, expect, test } from 'vitest';
import { linesOf, openEditor, press, type } from '../../testing/editor-scene.ts';
import { insert } from '../insertions.ts';
import { tokenizeCode } from '../lazy/tokenize-code.ts';
import { languageOf } from './code-block.ts';

let editor: Editor | null = null;
afterEach(() => editor?.destroy());

function open(html: string): Editor {
  editor = openEditor(html);
  return editor;
}

/** The document as types and texts, briefly. */
function outline(current: Editor): string {
  return current.state.doc.toString();
}

describe('a callout', () => {
  test('is made from the line as GitHub writes it, and left by Enter on its empty last line', () => {
    const current = open('<p>|</p>');
    type(current, '[!WARNING] careful');
    expect(current.getHTML()).toContain('data-kind="warning"');
    press(current, 'Enter');
    press(current, 'Enter');
    type(current, 'after');
    expect(outline(current)).toBe('doc(callout(paragraph("careful")), paragraph("after"))');
  });

  test('stands by itself below another', () => {
    const current = open('<p>|</p>');
    type(current, '[!note] one');
    press(current, 'Enter');
    press(current, 'Enter');
    type(current, '[!tip] two');
    expect(outline(current)).toBe('doc(callout(paragraph("one")), callout(paragraph("two")))');
    expect(current.state.doc.child(1).attrs['kind']).toBe('tip');
  });

  test('is dissolved by Backspace at its start', () => {
    const current = open('<div data-type="callout" data-kind="tip"><p>|one</p><p>two</p></div>');
    press(current, 'Backspace');
    expect(linesOf(current)).toEqual(['one', 'two']);
    expect(current.state.doc.firstChild?.type.name).toBe('paragraph');
  });

  test('has the kind that it was given, and a plain one where that is unknown', () => {
    const current = open('<div data-type="callout" data-kind="hologram"><p>|one</p></div>');
    expect(current.state.doc.firstChild?.attrs['kind']).toBe('note');
    insert(current, 'important');
    expect(current.state.doc.firstChild?.attrs['kind']).toBe('important');
    expect(current.state.doc.childCount).toBe(1);
  });
});

describe('details', () => {
  test('take the line for their summary, go on below it with Enter, and are left from their empty last line', () => {
    const current = open('<p>the summ|ary</p>');
    insert(current, 'details');
    expect(outline(current)).toBe('doc(details(detailsSummary("the summary"), paragraph))');
    current.commands.setTextSelection(13);
    press(current, 'Enter');
    type(current, 'hidden');
    press(current, 'Enter');
    press(current, 'Enter');
    type(current, 'after');
    expect(outline(current)).toBe('doc(details(detailsSummary("the summary"), paragraph("hidden")), paragraph("after"))');
  });

  test('Enter in the middle of the summary takes the rest of it below', () => {
    const current = open('<details><summary>one|two</summary><p>below</p></details>');
    press(current, 'Enter');
    expect(linesOf(current)).toEqual(['one', 'two', 'below']);
  });

  test('Backspace at the start of the summary makes it a paragraph again', () => {
    const current = open('<details><summary>|sum</summary><p>below</p></details>');
    press(current, 'Backspace');
    expect(outline(current)).toBe('doc(paragraph("sum"), paragraph("below"))');
  });

  test('without a summary, with two, or with nothing in them they are shown, and not repaired', () => {
    for (const html of ['<details><p>x</p></details>', '<details><summary>a</summary><summary>b</summary></details>', '<details></details>']) {
      const current = open(html);
      const before = outline(current);
      current.state.doc.check();
      expect(outline(current)).toBe(before);
      current.destroy();
    }
  });
});

describe('a formula in the line', () => {
  test('is made from dollars, and prices stay prices', () => {
    const made = [['area $a^2$', 'a^2'], ['$x$', 'x'], ['($\\pi$', '\\pi']] as const;
    for (const [typed, latex] of made) {
      const current = open('<p>|</p>');
      type(current, typed);
      expect(current.getHTML(), typed).toContain(`data-latex="${latex}"`);
      current.destroy();
    }
    for (const typed of ['$5 and $6', 'US$5$', '$ x $', '$$']) {
      const current = open('<p>|</p>');
      type(current, typed);
      expect(current.getHTML(), typed).not.toContain('inline-math');
      expect(linesOf(current), typed).toEqual([typed]);
      current.destroy();
    }
  });
});

describe('a table', () => {
  test('comes behind a line with text and in the place of an empty one, and is left with Mod-Enter', () => {
    const current = open('<p>tex|t</p><p>next</p>');
    insert(current, 'table');
    expect(current.state.doc.children.map(({ type: { name } }) => name)).toEqual(['paragraph', 'table', 'paragraph']);
    press(current, 'Enter', { ctrlKey: true });
    expect(current.state.selection.$from.parent.textContent).toBe('next');
    current.destroy();
    const empty = open('<p>|</p>');
    insert(empty, 'table');
    press(empty, 'Enter', { ctrlKey: true });
    type(empty, 'after');
    expect(empty.state.doc.children.map(({ type: { name } }) => name)).toEqual(['table', 'paragraph']);
  });

  test('heads nothing with a cell that has no word, until it has one and again when it is gone', () => {
    const current = open('<table><tr><th><p>one</p></th><th><p>|</p></th></tr><tr><td><p>1</p></td><td><p></p></td></tr></table>');
    const roles = (): (string | null)[] => [...current.view.dom.querySelectorAll('th, td')].map((cell) => cell.getAttribute('role'));
    expect(roles()).toEqual([null, 'cell', null, null]);
    type(current, 'two');
    expect(roles()).toEqual([null, null, null, null]);
    current.commands.insertContentAt(0, '<p>above</p>');
    let place = -1;
    current.state.doc.descendants((node, pos) => void (node.text === 'two' && (place = pos)));
    current.commands.deleteRange({ from: place, to: place + 3 });
    expect(roles()).toEqual([null, 'cell', null, null]);
  });

  test('heads nothing with an empty cell inside of a callout either', () => {
    const current = open('<div data-type="callout" data-kind="tip"><p>x|</p><table><tr><th><p></p></th><th><p>two</p></th></tr></table></div>');
    expect([...current.view.dom.querySelectorAll('th')].map((cell) => cell.getAttribute('role'))).toEqual(['cell', null]);
  });
});

describe('code', () => {
  test('is known by what people type behind the backticks', () => {
    expect(languageOf('TS')).toBe('typescript');
    expect(languageOf('html')).toBe('xml');
    expect(languageOf('cobol')).toBe('cobol');
    for (const name of ['constructor', '__proto__']) expect(languageOf(name)).toBe(name);
    expect(languageOf('')).toBeNull();
    expect(languageOf(5)).toBeNull();
  });

  test('is read into spans that stand where the words stand, and an unknown language into none', () => {
    const code = 'const a = "b";';
    const spans = tokenizeCode('javascript', code).map(({ from, to, name }) => [code.slice(from, to), name]);
    expect(spans).toContainEqual(['const', 'hljs-keyword']);
    expect(spans).toContainEqual(['"b"', 'hljs-string']);
    expect(tokenizeCode('cobol', code)).toEqual([]);
  });
});
