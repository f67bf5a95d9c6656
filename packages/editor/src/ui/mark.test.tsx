/** The mark stands in three files, since two of them are there before any code. */
import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Mark } from './mark.tsx';

test.each(['index.html', 'public/favicon.svg'])('the mark of %s is the mark', (file) => {
  const outline = (text: string): string | undefined => / d="([^"]+)"/.exec(text)?.[1];
  const ours = outline(renderToStaticMarkup(<Mark />));
  expect(ours).toMatch(/^M[\d.]+ /);
  expect(outline(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))).toBe(ours);
});
