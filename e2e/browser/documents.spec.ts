/** The list of documents, and what becomes of a page whose document is deleted. */
import { blockedServiceWorker, expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { createDocument, deleteDocument, findDocument } from '../harness/documents-api.ts';
import { noticesFromNow } from '../harness/notices.ts';

test('a new document is one click, and its address is a link worth sending', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  expect(address).toMatch(new RegExp(`^${server.url}/d/\\S+$`));
  await ana.write('Welcome');
  await ben.openDocument(address);
  await ben.expectText('Welcome');
});

test('a document is renamed from the list, for the list and for who has it open', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'draft', title: 'Draft' });
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  await ben.openDocument(`${server.url}/d/draft`);
  await ana.openList(server.url);
  await ana.page.getByRole('button', { name: 'Actions for Draft' }).click();
  await ana.page.getByRole('menuitem', { name: /^Rename/ }).click();
  await ana.page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('Final');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await expect(ana.page.getByRole('link', { name: /Final/ })).toBeVisible();
  await expect(ben.page).toHaveTitle(/Final/);
});

test('a document is deleted from the list, after a question', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'old', title: 'Old notes' });
  await createDocument(server.url, { id: 'other', title: 'Other notes' });
  const ana = await arrive('Ana');
  await ana.openList(server.url);
  await ana.page.getByRole('button', { name: 'Actions for Old notes' }).click();
  await ana.page.getByRole('menuitem', { name: /^Delete/ }).click();
  const question = ana.page.getByRole('alertdialog').or(ana.page.getByRole('dialog'));
  await expect(question).toContainText('Old notes');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await findDocument(server.url, 'old')).toBeDefined();
  await ana.page.getByRole('button', { name: 'Actions for Old notes' }).click();
  await ana.page.getByRole('menuitem', { name: /^Delete/ }).click();
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(ana.page.getByRole('link', { name: /Old notes/ })).toHaveCount(0);
  await expect(ana.page.getByRole('link', { name: /Other notes/ })).toBeVisible();
  expect(await findDocument(server.url, 'old')).toBeUndefined();
});

test('what can not be done without the server is said, and what was typed for it stays', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(lostConnection);
  await createDocument(server.url, { id: 'draft', title: 'Draft' });
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.openList(server.url);
  await ana.expectPageKept();
  const dialog = page.getByRole('dialog');
  const ask = async (item: RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'Actions for Draft' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await ask(/^Rename/);
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Final');
  await server.kill('SIGKILL');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('The document could not be renamed. The server can’t be reached. Check that it runs and that you are online.');
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Final');
  await page.keyboard.press('Escape');
  await ask(/^Delete/);
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The document could not be deleted. The server can’t be reached.');
  await page.keyboard.press('Escape');
  const notices = await noticesFromNow(ana);
  await page.getByRole('button', { name: 'Star Draft' }).click();
  await expect.poll(async () => (await notices()).join()).toContain('The star could not be changed. The server can’t be reached.');
  await page.getByRole('button', { name: 'New document' }).click();
  await expect.poll(async () => (await notices()).join()).toContain('The document could not be created. The server can’t be reached.');
  await expect(page.getByRole('link', { name: 'Draft' })).toBeVisible();
  await server.restart();
  await ask(/^Rename/);
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Final');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('link', { name: 'Final' })).toBeVisible();
});

test('an open page whose document is deleted stops input, says so, and offers the text', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'doomed', title: 'Doomed' });
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/doomed`);
  await ana.write('Worth keeping');
  await ana.expectSaved();
  await deleteDocument(server.url, 'doomed');
  await expect(ana.page.getByText('This document was deleted')).toBeVisible();
  await expect(ana.page.getByText('Worth keeping').first()).toBeVisible();
  await expect(ana.page.locator('[contenteditable=true]')).toHaveCount(0);
  await ana.page.reload();
  await expect(ana.page.getByText('This document was deleted')).toBeVisible();
});

test('what stands open when a document ends changes nothing in it any more', async ({ server, arrive }) => {
  await createDocument(server.url, { id: 'doomed', title: 'Doomed' });
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.openDocument(`${server.url}/d/doomed`);
  await ana.write('Worth keeping');
  await ana.title.click();
  await page.keyboard.press('End');
  await page.keyboard.insertText(' plan');
  await ana.expectSaved();
  await page.keyboard.press('ControlOrMeta+f');
  const panel = page.getByRole('search', { name: 'Find and replace' });
  await panel.getByRole('textbox', { name: 'Find', exact: true }).fill('keeping');
  await panel.getByRole('button', { name: 'Replace…' }).click();
  await expect(panel.getByRole('button', { name: 'Replace all' })).toBeVisible();
  await deleteDocument(server.url, 'doomed');
  await expect(page.getByTestId('end-panel')).toBeVisible();
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Replace all' })).toHaveCount(0);
  await ana.title.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(ana.title).toHaveValue('Doomed plan');
  await ana.expectText('Worth keeping');
});

test('a person whose access is taken away stops at once, is told why, and can copy what was never sent', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions: ['clipboard-read', 'clipboard-write'] });
  let isSent = true;
  let takeAway = async (): Promise<void> => {};
  // The server's part of it is proven elsewhere: here its frames are stopped and its close code is said in its place.
  await ana.page.routeWebSocket(/\/ws\//, (socket) => {
    const behind = socket.connectToServer();
    socket.onMessage((message) => {
      if (isSent) behind.send(message);
    });
    takeAway = async () => await socket.close({ code: 4403, reason: 'Ana may no longer open this document.' });
  });
  await ana.startDocument(server.url);
  await ana.write('On the server. ');
  await ana.expectSaved();
  isSent = false;
  await ana.write('Never sent.');
  await takeAway();
  const panel = ana.page.getByTestId('end-panel');
  await expect(panel).toContainText('Ana may no longer open this document.');
  await expect(ana.page.locator('[contenteditable=true]')).toHaveCount(0);
  await expect(panel.getByRole('textbox')).toHaveValue(/Never sent\./);
  await panel.getByRole('button', { name: /^Copy/ }).click();
  await expect.poll(async () => await ana.page.evaluate(async () => await navigator.clipboard.readText())).toContain('Never sent.');
});

test('an empty list says what to do, and a wrong address leads back', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/status of 40[04]/);
  const ana = await arrive('Ana');
  await ana.openList(server.url);
  await expect(ana.page.getByRole('button', { name: 'New document' }).first()).toBeVisible();
  await ana.page.goto(`${server.url}/d/${'x'.repeat(300)}`);
  await expect(ana.page.getByText(/the most is 255/)).toBeVisible();
  await ana.page.getByRole('link', { name: 'All documents' }).click();
  await expect(ana.page.getByRole('heading', { name: 'Documents' })).toBeVisible();
});

for (const isPressed of [true, false]) {
  test(`a menu that is ${isPressed ? 'asked for' : 'reached by key'} before its code has come is ${isPressed ? 'open' : 'in focus'} when it has`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(blockedServiceWorker);
    const ana = await arrive('Ana', { serviceWorkers: 'block' });
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await ana.page.route(/\/theme-menu-[^/]+\.js$/, async (route) => {
      await released;
      await route.continue();
    });
    await ana.page.goto(server.url);
    const button = ana.page.getByRole('button', { name: 'Theme' });
    if (isPressed) await button.click();
    else await button.focus();
    const before = await button.elementHandle();
    release();
    if (isPressed) {
      await expect(ana.page.getByRole('menu', { name: 'Theme' })).toBeVisible();
      return;
    }
    await before?.waitForElementState('hidden');
    await expect(button).toBeFocused();
  });
}
