/** Files that can't be taken: the person is told why, nothing half stays on the server, and no text is lost. */
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import type { Person } from '../harness/person.ts';

const mebibyte = 1_024 * 1_024;

async function choose({ page }: Person, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await page.getByTestId('file-chooser').setInputFiles({ name, mimeType, buffer });
}

async function filesOf(address: string): Promise<readonly unknown[]> {
  const { origin, pathname } = new URL(address);
  const answer = await fetch(`${origin}/api/documents/${pathname.slice('/d/'.length)}/files`);
  return ((await answer.json()) as { files: readonly unknown[] }).files;
}

test('a file over the limit, and one for which there is no room, are refused with the reason', async ({ startServer, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/);
  const server = await startServer({ args: ['--file-size-max', '2', '--files-quota', '3'] });
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Words that stay');
  const failed = ana.body.locator('.upload.is-failed');
  await choose(ana, 'film.bin', 'application/octet-stream', Buffer.alloc(3 * mebibyte, 1));
  await expect(failed).toContainText('film.bin was not uploaded. It is larger than this server takes.');
  await expect(ana.page.getByTestId('assertive')).toContainText('film.bin was not uploaded');
  await failed.getByRole('button', { name: 'Remove' }).click();
  await choose(ana, 'one.bin', 'application/octet-stream', Buffer.alloc(2 * mebibyte, 1));
  await expect(ana.body.getByRole('link', { name: 'one.bin' })).toBeVisible();
  await choose(ana, 'two.bin', 'application/octet-stream', Buffer.alloc(2 * mebibyte, 2));
  await expect(failed).toContainText('two.bin was not uploaded. The server has no room for more files.');
  expect(await filesOf(address)).toHaveLength(1);
  await expect(ana.body).toContainText('Words that stay');
  await ana.expectSaved();
});

test('a server that goes away in the middle of an upload keeps nothing of it; the text is there, and the file arrives when it is sent again', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/, lostConnection);
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Words that stay');
  await ana.expectSaved();
  // So slow that it is under way when the server goes.
  const network = await ana.page.context().newCDPSession(ana.page);
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 256 * 1_024 });
  await choose(ana, 'film.bin', 'application/octet-stream', Buffer.alloc(20 * mebibyte, 1));
  const progress = ana.body.getByRole('progressbar', { name: 'Uploading film.bin' });
  await expect.poll(async () => await progress.evaluate((bar) => (bar as HTMLProgressElement).value)).toBeGreaterThan(0);
  await server.kill('SIGKILL');
  const failed = ana.body.locator('.upload.is-failed');
  await expect(failed).toContainText('film.bin was not uploaded. The connection was lost. Nothing of the text is lost; try again when you are online.');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await ana.write(' and go on');
  await server.restart();
  expect(await filesOf(address)).toEqual([]);
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(ana.body.getByRole('link', { name: 'film.bin' })).toBeVisible();
  // The file stands where it was put in, and what was written since behind it.
  await expect(ana.body).toContainText('Words that stayfilm.bin and go on');
  await ana.expectSaved();
  expect(await filesOf(address)).toHaveLength(1);
});

for (const { locale, message } of [
  { locale: 'en-GB', message: 'broken.docx was not imported. It is damaged, or is not what its name says. Nothing was stored.' },
  { locale: 'de-DE', message: 'broken.docx wurde nicht importiert. Die Datei ist beschädigt oder nicht das, was ihr Name sagt. Es wurde nichts gespeichert.' },
]) {
  test(`an import that can not be read is named, and the others are made, ${locale}`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(/Failed to load resource/);
    const ana = await arrive('Ana', { locale });
    await ana.page.goto(server.url);
    await expect(ana.page.getByTestId('import')).toBeAttached();
    await ana.page.getByTestId('import').setInputFiles([
      { name: 'broken.docx', mimeType: '', buffer: Buffer.from('PK no archive') },
      { name: 'good.md', mimeType: 'text/markdown', buffer: Buffer.from('# Good words\n\nText.\n') },
    ]);
    await expect(ana.page.getByRole('dialog').getByText(message)).toBeVisible();
    await expect.poll(async () => ((await (await fetch(`${server.url}/api/documents`)).json()) as { documents: { title: string }[] }).documents.map(({ title }) => title)).toEqual(['Good words']);
  });
}

test('a long import shows how far it is, and cancelled it makes no document', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.openList(server.url);
  const network = await ana.page.context().newCDPSession(ana.page);
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 128 * 1_024 });
  await ana.page.getByTestId('import').setInputFiles([{ name: 'long.md', mimeType: 'text/markdown', buffer: Buffer.from('many words '.repeat(2 * mebibyte)) }]);
  const progress = ana.page.getByRole('progressbar', { name: 'Sending long.md' });
  await expect.poll(async () => await progress.evaluate((bar) => (bar as HTMLProgressElement).value)).toBeGreaterThan(0);
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(ana.page.getByRole('dialog')).toHaveCount(0);
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await ana.page.reload();
  await expect(ana.page.getByRole('heading', { name: 'Documents' })).toBeVisible();
  expect(((await (await fetch(`${server.url}/api/documents`)).json()) as { documents: unknown[] }).documents).toEqual([]);
});
