import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { english } from '../ui/english.ts';
import { orMissing } from './missing-page.tsx';

test('a page whose code is gone from the server says so, and offers to reload', async () => {
  const { default: Page } = await orMissing(Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  const html = renderToStaticMarkup(createElement(Page));
  expect(html).toContain(english.app.missingTitle);
  expect(html).toMatch(/<button[^>]*>Reload<\/button>/);
});

test('a page whose code comes is that page', async () => {
  const Page = (): string => 'here';
  expect((await orMissing(Promise.resolve(Page))).default).toBe(Page);
});
