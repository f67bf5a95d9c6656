/** Without a server or a network: what is on the device opens and can be edited, the words are true, and nothing typed is lost. */
import type { BrowserContext } from '@playwright/test';
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { deleteDocument } from '../harness/documents-api.ts';
import { Person } from '../harness/person.ts';

const keptWords = 'Offline — changes kept on this device';

test.beforeEach(({ expectedProblems }) => {
  expectedProblems.push(lostConnection, /net::ERR_(?:INTERNET_DISCONNECTED|FAILED)/, /status of 404/);
});

/** Another tab of the same browser. */
async function openTab({ name, page }: Person): Promise<Person> {
  return await Person.arrive(name, page.context());
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=\. )/).toSorted();
}

async function setOffline({ page }: Person, isOffline: boolean): Promise<void> {
  await page.context().setOffline(isOffline);
}

/** A request to this path is made and fails for the second time. */
async function failsTwice({ page }: Person, path: string): Promise<void> {
  let count = 0;
  await page.waitForEvent('requestfailed', (request) => {
    if (request.url().includes(path)) count += 1;
    return count === 2;
  });
}

/** How often a question is asked before the page is left. */
async function questionsOnLeaving({ page }: Person): Promise<number> {
  let questions = 0;
  page.on('dialog', (dialog) => {
    questions += 1;
    void dialog.accept();
  });
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  return questions;
}

/** A browser that takes no more from this page. */
async function fillDevice(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
  });
}

test('[L6] a reload without a network shows the document, which can be edited, and what is typed arrives later', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.title.click();
  await ana.page.keyboard.type('Field notes');
  await ana.write('Before. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.page.reload();
  await ana.expectText('Before. ');
  await expect(ana.title).toHaveValue('Field notes');
  await ana.write('Without a network. ');
  await expect(ana.status).toContainText(keptWords);
  await ana.page.reload();
  await ana.expectText('Before. Without a network. ');
  await expect(ana.status).toContainText(keptWords);
  await ben.openDocument(address);
  await ben.expectText('Before. ');
  await ben.write('From Ben. ');
  await setOffline(ana, false);
  // Both wrote at the end: either may come first.
  await expect.poll(async () => sentencesOf(await ben.text())).toEqual(['Before. ', 'From Ben. ', 'Without a network. ']);
  await ana.expectText(await ben.text());
  await ana.expectSaved();
});

test('[L7] what was typed while the server was down arrives after the tab was closed and opened again', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Before. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  await ana.write('Alone. ');
  await expect(ana.status).toContainText(keptWords);
  const next = await openTab(ana);
  await ana.page.close();
  await server.restart();
  await next.openDocument(address);
  await next.expectSaved();
  const ben = await arrive('Ben');
  await ben.openDocument(address);
  await ben.expectText('Before. Alone. ');
});

test('[L3] two tabs of one person write offline, and nothing of either is missing', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Both. ');
  await ana.expectSaved();
  const second = await openTab(ana);
  await second.openDocument(address);
  await second.expectText('Both. ');
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.write('One. ');
  await second.write('Two. ');
  for (const tab of [ana, second]) await expect(tab.status).toContainText(keptWords);
  await second.page.close();
  await ana.page.reload();
  await expect.poll(async () => sentencesOf(await ana.text())).toEqual(['Both. ', 'One. ', 'Two. ']);
  await setOffline(ana, false);
  await ana.expectSaved();
  const ben = await arrive('Ben');
  await ben.openDocument(address);
  await expect.poll(async () => await ben.text()).toBe(await ana.text());
});

test('[L5] leaving does not ask when the changes are on the device', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.expectSaved();
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  await ana.write('Kept');
  await expect(ana.status).toContainText(keptWords);
  expect(await questionsOnLeaving(ana)).toBe(0);
});

test('[L5] a device that takes nothing is said, and leaving asks first', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await fillDevice(ana.page.context());
  await ana.startDocument(server.url);
  await ana.write('Saved words. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  await ana.write('Nowhere yet');
  await expect(ana.status).toContainText('Not saved — no connection, and this device has no room');
  const asked = ana.page.waitForEvent('dialog');
  const closing = ana.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await closing;
  await server.restart();
  await ana.expectSaved();
  expect(await questionsOnLeaving(ana)).toBe(0);
});

test('[L4] when the person clears the browser, the page writes its copy again', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('All of it. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.page.evaluate(async () => {
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('scriptorium:open').addEventListener('success', resolve);
    });
  });
  await ana.write('And more.');
  await expect(ana.status).toContainText(keptWords);
  await ana.page.reload();
  await ana.expectText('All of it. And more.');
});

test('[L6] a document that was never here says that it can\'t be opened, and opens when it can', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ben.startDocument(server.url);
  await ben.write('From Ben');
  await ana.openList(server.url);
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.page.goto(address);
  await expect(ana.page.getByRole('heading', { name: 'This document can’t be opened offline' })).toBeVisible();
  await expect(ana.body).toHaveCount(0);
  await setOffline(ana, false);
  await ana.expectText('From Ben');
});

test('[L13] the list without a network offers what is on this device, and is whole again by itself', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  for (const title of ['Opened first', 'At hand']) {
    await ana.startDocument(server.url);
    await ana.title.click();
    await ana.page.keyboard.type(title);
    await ana.write('Text');
    await ana.expectSaved();
  }
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.write(' and more');
  await expect(ana.status).toContainText(keptWords);
  await ana.page.goto(server.url);
  await expect(ana.page.getByRole('heading', { name: 'The documents can’t be listed' })).toBeVisible();
  const here = ana.page.getByRole('list', { name: 'On this device' }).getByRole('link');
  await expect(here).toHaveText([/^At hand.*changes not sent yet$/, /^Opened first(?!.*not sent)/]);
  await here.first().click();
  await ana.expectText('Text and more');
  // The list looks twice when it is opened, and then no more by itself.
  const looks = failsTwice(ana, '/api/documents');
  await ana.page.getByRole('link', { name: 'Documents', exact: true }).click();
  await expect(here).toHaveCount(2);
  await looks;
  await setOffline(ana, false);
  await expect(ana.page.getByRole('button', { name: 'Actions for At hand' })).toBeVisible();
  await expect(here).toHaveCount(0);
});

test('[L11] a document that was deleted meanwhile does not come back; what was never sent of it can be copied', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Sent. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await setOffline(ana, true);
  await ana.write('Never sent.');
  await expect(ana.status).toContainText(keptWords);
  await deleteDocument(server.url, decodeURIComponent(new URL(address).pathname.slice('/d/'.length)));
  await setOffline(ana, false);
  const panel = ana.page.getByTestId('end-panel');
  await expect(panel.getByRole('heading', { name: 'This document was deleted' })).toBeVisible();
  await expect(panel).toContainText('What was never sent stays on this device until you remove it.');
  await ana.page.reload();
  await expect(panel).toContainText('never sent stays on this device until you remove it.');
  await expect(panel).not.toContainText('gone when you leave');
  await expect(panel.getByRole('textbox')).toHaveValue('Sent. Never sent.');
  await expect(ana.body).toHaveCount(0);
  await panel.getByRole('button', { name: 'Remove from this device' }).click();
  await expect(panel.getByRole('button', { name: 'Remove from this device' })).toHaveCount(0);
  await ana.page.reload();
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('textbox')).toHaveCount(0);
});
