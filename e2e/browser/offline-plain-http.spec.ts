/** The page on plain http from another machine: no service worker and no locks, and it promises no more than it can keep. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { Person } from '../harness/person.ts';
import { chromiumArguments, chromiumPath } from '../harness/chromium.ts';

const host = 'plain.test';

test.use({
  launchOptions: {
    executablePath: chromiumPath,
    args: [...chromiumArguments, `--host-resolver-rules=MAP ${host} 127.0.0.1`, '--disable-features=HttpsUpgrades'],
  },
});

test('[L13] people write together, and the list leads to the documents on this device', async ({ startServer, arrive, expectedProblems }) => {
  expectedProblems.push(lostConnection, /Cross-Origin-Opener-Policy header has been ignored/);
  const port = await freePort();
  const address = `http://${host}:${port}`;
  const server = await startServer({ args: ['--port', String(port), '--allow-origin', address] });
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const document = await ana.startDocument(address);
  await ben.openDocument(document);
  await ana.write('Ana. ');
  await ben.expectText('Ana. ');
  await ben.write('Ben.');
  await ana.expectText('Ana. Ben.');
  for (const person of [ana, ben]) await person.expectSaved();
  // This page has shown no document yet: what shows one comes after the list, while the server is there.
  const editor = ben.page.waitForResponse(/document-page-.*\.js$/);
  await ben.openList(address);
  await (await editor).finished();
  await server.kill('SIGKILL');
  await ben.page.getByRole('list').getByRole('link').click();
  await ben.expectText('Ana. Ben.');
  await ben.page.getByRole('link', { name: 'Documents', exact: true }).click();
  await ben.page.getByRole('list', { name: 'On this device' }).getByRole('link').click();
  await ben.expectText('Ana. Ben.');
  await expect(ben.body).toBeEditable();
});

test('[L5] changes are kept on the device and sent later, and the page says that it must stay open', async ({
  startServer, arrive, expectedProblems,
}) => {
  expectedProblems.push(lostConnection, /Cross-Origin-Opener-Policy header has been ignored/);
  const port = await freePort();
  const address = `http://${host}:${port}`;
  const server = await startServer({ args: ['--port', String(port), '--allow-origin', address] });
  const ana = await arrive('Ana');
  const document = await ana.startDocument(address);
  const context = await ana.page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, 'locks' in navigator]);
  expect(context).toEqual([false, false, false]);
  await ana.write('Before. ');
  await ana.expectSaved();

  await server.kill('SIGKILL');
  await ana.write('Alone. ');
  await expect(ana.status).toContainText('Offline — changes kept on this device');
  await ana.status.getByTestId('save-status').hover();
  await expect(ana.page.getByRole('tooltip')).toContainText('this page can’t be loaded again, so leave it open');
  // It may be closed all the same: what is on the device is sent when the document is opened again.
  const next = await Person.arrive('Ana', ana.page.context());
  const closed = ana.page.waitForEvent('close');
  await ana.page.close({ runBeforeUnload: true });
  await closed;

  await server.restart();
  await next.openDocument(document);
  await next.expectText('Before. Alone. ');
  await next.expectSaved();
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

test('the link of a document and the code of a block are copied, without the clipboard that only pages with TLS have', async ({ startServer, arrive, expectedProblems }) => {
  expectedProblems.push(/Cross-Origin-Opener-Policy header has been ignored/);
  const port = await freePort();
  const address = `http://${host}:${port}`;
  await startServer({ args: ['--port', String(port), '--allow-origin', address] });
  const ana = await arrive('Ana');
  const document = await ana.startDocument(address);
  expect(await ana.page.evaluate(() => 'clipboard' in navigator)).toBe(false);
  await ana.write('```');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('const a = 1;');
  await ana.page.getByRole('button', { name: 'Copy code' }).click();
  await expect(ana.page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await ana.page.getByRole('textbox', { name: 'Title' }).click();
  await ana.page.keyboard.press('ControlOrMeta+v');
  await expect(ana.page.getByRole('textbox', { name: 'Title' })).toHaveValue('const a = 1;');
  await ana.page.getByRole('button', { name: 'Share' }).click();
  await expect(ana.page.getByText('Link copied')).toBeVisible();
  await ana.body.locator('code').click();
  await ana.page.keyboard.press('End');
  await ana.page.keyboard.press('ControlOrMeta+v');
  await expect(ana.body.locator('code')).toHaveText(`const a = 1;${document}`);
});
