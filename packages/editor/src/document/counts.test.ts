// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import type { Editor } from '@tiptap/core';
import { openEditor } from '../testing/editor-scene.ts';
import { seededRandom } from '../testing/random.ts';
import { Counter } from './counts.ts';

let editor: Editor | null = null;
afterEach(() => editor?.destroy());

const counter = new Counter('en');

test('words and characters are counted as a person would', () => {
  expect(counter.countText('')).toEqual({ words: 0, characters: 0, charactersWithoutSpaces: 0 });
  expect(counter.countText('It’s half-past 3.50, “really”')).toEqual({ words: 5, characters: 29, charactersWithoutSpaces: 26 });
  expect(counter.countText('été 👩‍👩‍👧 ok')).toEqual({ words: 2, characters: 8, charactersWithoutSpaces: 6 });
  expect(counter.countText('東京は晴れ').words).toBeGreaterThan(1);
});

test('the short way for plain letters gives what the long way gives', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const random = seededRandom(seed);
  const alphabet = ["don't", 'a', 'word', '1,000', '3.14', ' ', '  ', ', ', '. ', '-', '(', ')', 'X_1', '!', '"'];
  for (let round = 0; round < 2_000; round += 1) {
    const text = Array.from({ length: random(9) }, () => alphabet[random(alphabet.length)]).join('');
    // A letter outside of ASCII sends it the long way.
    const long = counter.countText(`${text} é`);
    const short = counter.countText(text);
    expect(short.words + 1, `seed ${seed}: ${text}`).toBe(long.words);
    expect(short.characters + 2, `seed ${seed}: ${text}`).toBe(long.characters);
  }
});

test('the tables of a language are read for the first text that needs them, and once', () => {
  const Segmenter = Intl.Segmenter;
  const made = vi.spyOn(Intl, 'Segmenter').mockImplementation(function make(...options) {
    return new Segmenter(...options);
  });
  const own = new Counter('en');
  own.countText('plain words');
  expect(made).not.toHaveBeenCalled();
  own.countText('été');
  own.countText('à la carte');
  expect(made).toHaveBeenCalledTimes(2);
  made.mockRestore();
});

test('a document is the sum of its blocks, a selection what is selected of them', () => {
  editor = openEditor('<h1>One two</h1><ul><li><p>thr|ee four</p></li></ul><p>fi|ve</p>');
  expect(counter.countDocument(editor.state.doc)).toEqual({ words: 5, characters: 21, charactersWithoutSpaces: 19 });
  expect(counter.countSelection(editor.state)).toEqual({ words: 3, characters: 9, charactersWithoutSpaces: 8 });
  editor.commands.setTextSelection(1);
  expect(counter.countSelection(editor.state)).toBeNull();
});
