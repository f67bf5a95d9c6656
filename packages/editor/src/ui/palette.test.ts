import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { colourCount } from '../sync/person.ts';
import { contrast, palette } from './palette.ts';

const tokens = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');
const people = readFileSync(new URL('./styles/people.css', import.meta.url), 'utf8');

function token(name: string): { light: string; dark: string } {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(tokens);
  if (match?.[1] === undefined || match[2] === undefined) throw new Error(`tokens.css has no --${name}.`);
  return { light: match[1], dark: match[2] };
}

test('black on white has 21, and the order does not matter', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
});

test('the palette has the number of colours that presence deals out, a class for each, and no colour twice', () => {
  expect(palette).toHaveLength(colourCount);
  expect(new Set(palette.flatMap(({ light, dark }) => [light, dark])).size).toBe(2 * colourCount);
  for (const index of palette.keys()) expect(people).toContain(`.person-${index} { --person: var(--person-${index}); }`);
});

for (const theme of ['light', 'dark'] as const) {
  test(`every person's label is readable and their caret visible, in the ${theme} theme`, () => {
    for (const tone of palette) {
      expect(contrast(tone[theme], token('on-person')[theme])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tone[theme], token('paper')[theme])).toBeGreaterThanOrEqual(3);
      expect(contrast(tone[theme], token('desk')[theme])).toBeGreaterThanOrEqual(3);
    }
  });

  test(`words are readable on every ground that they stand on, in the ${theme} theme`, () => {
    const pairs = [
      ['ink', 'paper'], ['ink', 'desk'], ['ink', 'hover'], ['ink', 'raised'], ['ink-2', 'paper'], ['ink-2', 'desk'], ['ink-2', 'hover'], ['ink-2', 'raised'],
      ['rubric', 'paper'], ['rubric', 'rubric-tint'], ['rubric', 'raised'], ['on-rubric', 'rubric'], ['ink', 'rubric-tint'],
      ['ink', 'marker-yellow'], ['ink', 'marker-green'], ['ink', 'marker-blue'], ['ink', 'marker-pink'], ['ink', 'marker-purple'],
    ] as const;
    for (const [text, ground] of pairs) {
      expect(contrast(token(text)[theme], token(ground)[theme]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(token('edge')[theme], token('paper')[theme])).toBeGreaterThanOrEqual(3);
    expect(contrast(token('ok')[theme], token('paper')[theme])).toBeGreaterThanOrEqual(3);
  });
}
