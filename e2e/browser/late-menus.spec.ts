/** Menus whose code comes after the text: their buttons are there with it, and a press before the code has come is not lost. */
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/browser-fixtures.ts';

/** Holds the code that menus are made of. Gives what lets it go. */
async function holdMenus(page: Page): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/menus-[^/]+\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

test('a menu of the toolbar that is pressed before its code has come opens when it has', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Service Worker registration blocked/);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await holdMenus(ana.page);
  await ana.startDocument(server.url);
  const button = ana.page.getByRole('button', { name: /^Block type/ });
  await expect(button).toHaveAttribute('aria-haspopup', 'menu');
  await button.click();
  await expect(ana.page.getByRole('menu')).toHaveCount(0);
  release();
  await ana.page.getByRole('menuitemradio', { name: 'Heading 2' }).click();
  await ana.page.keyboard.type('A chapter');
  await expect(ana.body.getByRole('heading', { name: 'A chapter', level: 2 })).toBeVisible();
});

test('the focus stays on the button of a menu whose code comes meanwhile, which Enter then opens', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Service Worker registration blocked/);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const release = await holdMenus(ana.page);
  await ana.startDocument(server.url);
  const button = ana.page.getByRole('button', { name: 'More formatting' });
  await button.focus();
  release();
  // Radix says so of its own buttons alone.
  await expect(button).toHaveAttribute('data-state', 'closed');
  await expect(button).toBeFocused();
  await ana.page.keyboard.press('Enter');
  await expect(ana.page.getByRole('menu')).toBeVisible();
});
