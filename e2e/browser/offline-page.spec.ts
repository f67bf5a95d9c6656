/** The page's own files on the device: one build at a time, whole, and an open tab keeps what it was opened with. */
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { type RequestListener, createServer } from 'node:http';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { sendRequest } from '../harness/http-request.ts';
import { copyBuild, readLists, replaceBuild } from '../harness/page-build.ts';
import { Person } from '../harness/person.ts';

async function buildOf(page: Page): Promise<string | null> {
  return await page.locator('meta[name=build]').getAttribute('content');
}

async function keptBuilds(page: Page): Promise<string[]> {
  return await page.evaluate(async () => (await caches.keys()).map((name) => name.replace('scriptorium-page-', '')));
}

test('[L20] without a network the page comes from the device, under its own policy, and nothing complains', async ({
  server, arrive, expectedProblems,
}) => {
  // Of the server alone: each file of the page is there.
  expectedProblems.push(lostConnection);
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Text');
  await ana.expectSaved();
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  const answer = await ana.page.goto(`${address}?again`);
  expect(answer?.fromServiceWorker()).toBe(true);
  expect(answer?.headers()['content-security-policy']).toMatch(/'nonce-/);
  await ana.expectText('Text');
  // Menus and tips bring styles of their own, which need the nonce of the page that is kept.
  await ana.page.getByRole('button', { name: 'Document menu' }).click();
  await expect(ana.page.getByRole('menu')).toBeVisible();
  await server.restart();
  await ana.expectSaved();
});

const deadEnds: readonly { readonly what: string; readonly answer: RequestListener }[] = [
  { what: 'a proxy says that its server is gone', answer: (_request, response) => response.writeHead(502).end('Bad gateway') },
  { what: 'the network takes the request and never answers', answer: () => {} },
];

for (const { what, answer } of deadEnds) {
  test(`[L20] where ${what}, the page comes from the device`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(lostConnection, /status of 502/);
    const ana = await arrive('Ana');
    const address = await ana.startDocument(server.url);
    await ana.write('Text');
    await ana.expectSaved();
    await ana.expectPageKept();
    await server.kill('SIGKILL');
    const deadEnd = createServer(answer).listen(server.port, '127.0.0.1');
    await once(deadEnd, 'listening');
    await ana.page.goto(address);
    await ana.expectText('Text');
    deadEnd.closeAllConnections();
    deadEnd.close();
    await once(deadEnd, 'close');
  });
}

for (const path of ['/api/documents', '/ws/notes', '/metrics', '/healthz', '/readyz']) {
  test(`[L20] ${path} is never answered by the service worker, with a server or without`, async ({ server, arrive, expectedProblems }) => {
    expectedProblems.push(lostConnection, /status of 4\d\d/);
    const ana = await arrive('Ana');
    await ana.openList(server.url);
    await ana.expectPageKept();
    const answered = ana.page.waitForResponse(`${server.url}${path}`);
    await ana.page.evaluate(async (name) => await fetch(name), path);
    expect((await answered).fromServiceWorker()).toBe(false);
    expect(await ana.page.evaluate(async (name) => (await caches.match(name)) === undefined, path)).toBe(true);
    await server.kill('SIGKILL');
    await expect(ana.page.goto(`${server.url}${path}`)).rejects.toThrow('ERR_CONNECTION_REFUSED');
  });
}

test('[L21] every file of a build is kept: all code and styles and the Latin letters at once, other scripts when they are needed', async () => {
  const { files, onUse, all } = await readLists();
  const known = new Set([...files, ...onUse, '/index.html', '/service-worker.js']);
  expect(all.filter((path) => !known.has(path) && !/\.(?:woff|ttf)$/.test(path))).toEqual([]);
  expect(files.filter((path) => !all.includes(path) || /\.(?:woff|ttf)$/.test(path))).toEqual([]);
  expect(onUse.filter((path) => !/-(?:latin-ext|greek|cyrillic|vietnamese)/.test(path))).toEqual([]);
  expect(files.filter((path) => /-latin-(?:wght|opsz)-/.test(path))).not.toEqual([]);
});

test('[L21][L22] a new build replaces the old one whole, and a tab of the old one goes on with its own files', async ({
  startServer, directory, arrive, expectedProblems,
}) => {
  expectedProblems.push(lostConnection, /net::ERR_INTERNET_DISCONNECTED/);
  const files = join(directory, 'page');
  const first = await copyBuild(files);
  const server = await startServer({ args: ['--editor', files] });
  const ana = await arrive('Ana');
  await ana.openList(server.url);
  await ana.expectPageKept();
  expect(await buildOf(ana.page)).toBe(first);
  expect(await keptBuilds(ana.page)).toEqual([first]);
  const later = await ana.page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => url).find((url) => url.includes('document-page')) ?? '';
  });

  await server.kill('SIGKILL');
  const second = await replaceBuild(files);
  await server.restart();
  expect(await tryToUpdate(ana.page)).toBe('activated');
  expect((await keptBuilds(ana.page)).toSorted()).toEqual([first, second].toSorted());
  expect((await sendRequest({ url: later })).status).toBe(404);
  // The editor's code is asked for only now, and neither the server has it any more nor the browser's own cache.
  const devtools = await ana.page.context().newCDPSession(ana.page);
  await devtools.send('Network.clearBrowserCache');
  await ana.page.getByRole('button', { name: 'New document' }).first().click();
  await ana.write('Written with the old page. ');
  await ana.expectSaved();
  expect(await buildOf(ana.page)).toBe(first);

  await ana.page.reload();
  await ana.expectText('Written with the old page. ');
  expect(await buildOf(ana.page)).toBe(second);
  await expect.poll(async () => await keptBuilds(ana.page)).toEqual([second]);
  await ana.page.context().setOffline(true);
  await ana.page.reload();
  await ana.expectText('Written with the old page. ');
  expect(await buildOf(ana.page)).toBe(second);
});

test('[L22] a build goes with its last tab, and a newer one that is just arriving stays', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  // In place of a tab of an older build.
  const old = await Person.arrive('Ana', ana.page.context());
  await old.page.goto(`${server.url}/healthz`);
  await old.page.evaluate(async () => {
    await caches.open('scriptorium-page-older');
    await new Promise<void>((resolve) => {
      void navigator.locks.request('scriptorium-page-older', { mode: 'shared' }, async () => {
        resolve();
        return await new Promise(() => {});
      });
    });
  });
  await ana.openList(server.url);
  await ana.expectPageKept();
  const own = (await buildOf(ana.page)) ?? '';
  await ana.page.evaluate(async () => await caches.open('scriptorium-page-newer'));
  expect(await keptBuilds(ana.page)).toEqual(['older', own, 'newer']);
  await old.page.close();
  const next = await Person.arrive('Ana', ana.page.context());
  await next.openList(server.url);
  await expect.poll(async () => await keptBuilds(ana.page)).not.toContain('older');
  expect(await keptBuilds(ana.page)).toEqual([own, 'newer']);
});

const unfit = [
  { what: 'that lacks a file', spoil: async (files: string) => await rm(join(files, 'before-paint.js')) },
  // A server that was not started anew after the build.
  { what: 'whose page is another\'s', spoil: async (files: string, page: string) => await writeFile(join(files, 'index.html'), page) },
];

for (const { what, spoil } of unfit) {
  test(`[L21] a build ${what} is not taken, and the old one stays whole`, async ({ startServer, directory, arrive, expectedProblems }) => {
    expectedProblems.push(lostConnection, /status of 404/, /net::ERR_INTERNET_DISCONNECTED/);
    const files = join(directory, 'page');
    const first = await copyBuild(files);
    const oldPage = await readFile(join(files, 'index.html'), 'utf8');
    const server = await startServer({ args: ['--editor', files] });
    const ana = await arrive('Ana');
    await ana.openList(server.url);
    await ana.expectPageKept();
    await server.kill('SIGKILL');
    await replaceBuild(files);
    await spoil(files, oldPage);
    await server.restart();
    expect(await tryToUpdate(ana.page)).toBe('redundant');
    expect(await keptBuilds(ana.page)).toEqual([first]);
    await ana.page.context().setOffline(true);
    await ana.page.reload();
    await expect(ana.page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();
    expect(await buildOf(ana.page)).toBe(first);
  });
}

/** What became of the service worker of the build that the server has now. */
async function tryToUpdate(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker>((resolve) => {
      // By the time that the update is answered a worker may be past its installing.
      registration.addEventListener('updatefound', () => {
        if (registration.installing !== null) resolve(registration.installing);
      });
    });
    await registration.update();
    const worker = await found;
    return await new Promise<string>((resolve) => {
      const look = (): void => {
        if (['redundant', 'activated'].includes(worker.state)) resolve(worker.state);
      };
      worker.addEventListener('statechange', look);
      look();
    });
  });
}
