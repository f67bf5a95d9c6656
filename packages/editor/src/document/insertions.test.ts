// @vitest-environment jsdom
import type { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { openTwo } from '../testing/two-editors.ts';
import { type HeldFormula, changeFormula, holdFormula, insertFormula } from './insertions.ts';

/** As plain text, a formula between dollars. */
function textOf({ state: { doc } }: Editor): string {
  return doc.children.map((block) => block.textBetween(0, block.content.size, '', (node) => `$${String(node.attrs['latex'])}$`) || `$${String(block.attrs['latex'] ?? '')}$`).join('|');
}

function hold(editor: Editor): HeldFormula {
  let place = -1;
  editor.state.doc.descendants((node, pos) => {
    if (node.attrs['latex'] !== undefined) place = pos;
  });
  const held = holdFormula(editor, place);
  if (held === null) throw new Error('There is no formula.');
  return held;
}

/** `area $r^2$`, below another line. */
function openWithFormula(): ReturnType<typeof openTwo> {
  const both = openTwo('above', 'area ');
  both.own.commands.setTextSelection(13);
  insertFormula(both.own, 'inlineMath', 'r^2');
  expect(textOf(both.other)).toBe('above|area $r^2$');
  return both;
}

test('a formula is changed where it stands by now, when others have written before it', () => {
  const { own, other } = openWithFormula();
  const held = hold(own);
  other.commands.insertContentAt(1, 'far ');
  other.commands.insertContentAt(other.state.doc.content.size - 7, 'x');
  changeFormula(own, held, '\\pi r^2');
  expect(textOf(own)).toMatch(/^far above\|.*\$\\pi r\^2\$$/);
  expect(textOf(other)).toBe(textOf(own));
});

test('a formula is changed in the line that others have made of its own', () => {
  const { own, other } = openWithFormula();
  const held = hold(own);
  other.chain().setTextSelection(10).splitBlock().run();
  expect(textOf(own)).toBe('above|ar|ea $r^2$');
  changeFormula(own, held, 'r^3');
  expect(textOf(other)).toBe('above|ar|ea $r^3$');
});

test('what was written for a formula that others have taken away meanwhile is not lost', () => {
  const { own, other } = openWithFormula();
  const held = hold(own);
  other.commands.deleteRange({ from: 13, to: 14 });
  expect(textOf(own)).toBe('above|area ');
  changeFormula(own, held, '\\pi r^2');
  expect(textOf(own)).toContain('$\\pi r^2$');
  own.commands.undo();
  changeFormula(own, held, '');
  changeFormula(own, held, 'r^2');
  expect(textOf(own)).toBe('above|area ');
});

test('an empty formula takes away the one that is meant, and no other', () => {
  const { own, other } = openWithFormula();
  const held = hold(own);
  other.commands.insertContentAt(1, { type: 'inlineMath', attrs: { latex: 'a' } });
  changeFormula(own, held, '');
  expect(textOf(own)).toBe('$a$above|area ');
});
