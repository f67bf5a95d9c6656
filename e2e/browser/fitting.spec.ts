/** What opens over the page is all of it within the window, or scrolls in itself; what belongs to a place goes with it. */
import type { Locator } from '@playwright/test';
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { createDocument } from '../harness/documents-api.ts';
import type { Person } from '../harness/person.ts';
import { placeCaret } from '../harness/remote-caret.ts';

const low = { viewport: { width: 800, height: 560 } };
const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

async function expectWithin({ page }: Person, opened: Locator): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await expect.poll(async () => {
    const box = await opened.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
    return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
  }).toBe(true);
}

for (const [name, options] of [['a low window', low], ['a phone', phone]] as const) {
  test(`the longest dialog is scrolled to its last line, ${name}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', options);
    await ana.startDocument(server.url);
    await ana.page.getByRole('button', { name: 'Document menu' }).click();
    await ana.page.getByRole('menuitem', { name: 'Keyboard shortcuts…' }).click();
    const dialog = ana.page.getByRole('dialog');
    await expectWithin(ana, dialog);
    await dialog.getByText('This help').scrollIntoViewIfNeeded();
    await expect(dialog.getByText('This help')).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByText('Left, centred, right, justified')).toBeAttached();
  });

  test(`the longest name fits beside its caret and into the list of people, ${name}`, async ({ server, arrive, connect }) => {
    const ana = await arrive('Ana', options);
    const address = await ana.startDocument(server.url);
    await ana.write('Some words before the place');
    await ana.expectSaved();
    const guest = connect(new URL(address).pathname.slice('/d/'.length));
    await guest.synced();
    placeCaret(guest, { name: 'Maximiliane Alexandra von Hohenstein-Waldburg', colour: 3, before: 'before' });
    const label = ana.body.locator('.caret-label');
    await expect(label).toHaveText(/^Maximiliane/);
    await ana.page.getByRole('button', { name: 'Who is here' }).click();
    await expectWithin(ana, ana.page.getByRole('menu'));
    await expectWithin(ana, label);
    await ana.expectToFit();
  });

  test(`the button that sends stays beside a message without a space, ${name}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', options);
    await ana.startDocument(server.url);
    await ana.page.getByRole('button', { name: 'Chat', exact: true }).click();
    await ana.page.getByRole('textbox', { name: 'Message' }).fill(`https://example.org/${'long'.repeat(40)}`);
    await expectWithin(ana, ana.page.getByRole('button', { name: 'Send' }));
    await ana.page.getByRole('button', { name: 'Send' }).click();
    await expect(ana.page.getByRole('log')).toContainText('longlong');
  });
}

for (const [width, linesMax] of [[360, 2], [320, 3]] as const) {
  test(`the longest word about saving is all to be read at ${width} px, in German too`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(/ERR_INTERNET_DISCONNECTED/, lostConnection);
    const ana = await arrive('Ana', { ...phone, locale: 'de-DE', viewport: { width, height: 640 } });
    const { page } = ana;
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Neues Dokument' }).first().click();
    const body = page.getByRole('textbox', { name: 'Text des Dokuments' });
    await expect(body).toBeEditable();
    await page.context().setOffline(true);
    await body.focus();
    await page.keyboard.type('Unterwegs');
    const status = page.getByRole('group', { name: 'Speichern' });
    await expect(status).toContainText('Offline — Änderungen auf diesem Gerät aufbewahrt');
    for (const part of [status.getByTestId('save-status'), status.getByRole('button')]) {
      await expect(part).toBeInViewport({ ratio: 1 });
      const { top, bottom, height } = await part.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
      const bar = await page.locator('.bar').evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);
      expect([top >= bar.top, bottom <= bar.bottom]).toEqual([true, true]);
      expect(height).toBeLessThan(linesMax * 18);
    }
    await expect(body).toContainText('Unterwegs');
    await ana.expectToFit();
    await page.context().setOffline(false);
    await expect(status).toContainText('Gespeichert');
  });
}

for (const [name, options] of [['a wide window', low], ['a phone', phone]] as const) {
  test(`what belongs to a block of code covers none of its code, ${name}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', options);
    await ana.startDocument(server.url);
    await ana.write(`Words\n\`\`\`js ${'longwords '.repeat(12)}`);
    const code = ana.body.locator('pre code');
    await expect(code).toContainText('longwords');
    await ana.body.locator('pre').hover();
    const tools = ana.body.locator('.code-tools');
    await expect(tools).toHaveCSS('opacity', '1');
    const first = await code.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getClientRects()[0]?.top ?? 0;
    });
    expect(await tools.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThanOrEqual(first);
  });
}

test('the handles of a table go out of sight with it', async ({ server, arrive }) => {
  const ana = await arrive('Ana', low);
  await ana.startDocument(server.url);
  await ana.write('');
  await ana.insertBlock('table');
  await ana.page.keyboard.type('cell');
  const handles = ana.page.locator('.table-handle');
  await expect(handles).toHaveCount(2);
  for (const handle of await handles.all()) await expect(handle).toBeVisible();
  await ana.page.keyboard.press('ControlOrMeta+Enter');
  for (let line = 0; line < 40; line += 1) await ana.page.keyboard.press('Enter');
  await ana.body.getByText('cell').click();
  for (const handle of await handles.all()) await expect(handle).toBeVisible();
  await ana.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  for (const handle of await handles.all()) await expect(handle).toBeHidden();
  await ana.page.evaluate(() => scrollTo(0, 0));
  for (const handle of await handles.all()) await expect(handle).toBeVisible();
});

test('the views of the list stay where they are, whichever is chosen', async ({ server, arrive }) => {
  await createDocument(server.url, { title: 'Letter' });
  const ana = await arrive('Ana', low);
  const { page } = ana;
  await ana.openList(server.url);
  await expect(page.getByRole('link', { name: 'Letter' })).toBeVisible();
  const views = page.getByRole('navigation', { name: 'Views' });
  const top = (await views.boundingBox())?.y;
  for (const [name, shown] of [['Recent', 'Nothing opened here yet'], ['Starred', 'No stars yet'], ['Trash', 'The trash is empty']] as const) {
    await views.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name: shown })).toBeVisible();
    expect((await views.boundingBox())?.y).toBe(top);
  }
});

test('the views of the list stand beside each other on a phone, in German too', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { ...phone, locale: 'de-DE' });
  await ana.page.goto(server.url);
  const views = ana.page.getByRole('navigation', { name: 'Ansichten' });
  await expect(views.getByRole('link')).toHaveCount(5);
  await expect(views.getByRole('link', { name: 'Papierkorb' })).toBeInViewport({ ratio: 1 });
});
