/** The text of a document is on the screen before the editor's code is there, and stays where it is when that comes. */
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import { connectClient } from '../harness/client.ts';
import type { Person } from '../harness/person.ts';

/** Editor code, by what is in it, and not by its name. */
const editorCode = /addProseMirrorPlugins|someProp/;

interface HeldEditor {
  /** What was asked for and is held. */
  readonly held: ReadonlySet<string>;
  readonly release: () => void;
}

/** No file with a part of the editor comes through until it is let go. Not where a service worker answers. */
async function holdEditor(page: Page): Promise<HeldEditor> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = new Set<string>();
  await page.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    // Read before it waits: Playwright does not keep what is answered with later.
    const body = await response.text();
    if (editorCode.test(body)) {
      held.add(route.request().url());
      await released;
    }
    await route.fulfill({ response, body });
  });
  return { held, release: () => release() };
}

interface Line {
  readonly text: string;
  readonly y: number;
}

async function linesOf(page: Page): Promise<Line[]> {
  return await page.evaluate(() => {
    const textOf = (line: Element): string => {
      const copy = line.cloneNode(true) as Element;
      for (const caret of copy.querySelectorAll('.caret, .ProseMirror-widget')) caret.remove();
      return copy.textContent;
    };
    const lines = [...document.querySelectorAll('.text :is(h1, p, li)')].filter((line) => line.checkVisibility() && textOf(line) !== '');
    return lines.map((line) => ({ text: textOf(line), y: line.getBoundingClientRect().y }));
  });
}

/** A text field is as high as whole pixels make it. */
function expectSamePlaces(after: readonly Line[], before: readonly Line[]): void {
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  for (const [index, { text, y }] of after.entries()) expect(Math.abs(y - (before[index]?.y ?? 0)), text).toBeLessThan(1);
}

async function expectEditor({ page, body }: Person): Promise<void> {
  await expect(body).toBeEditable();
  await expect(page.getByTestId('first-text')).toHaveCount(0);
}

/** So many paragraphs, each with its number, in a document that no browser has opened. */
async function fill({ wsUrl, room, paragraphs }: { readonly wsUrl: string; readonly room: string; readonly paragraphs: number }): Promise<void> {
  const writer = connectClient({ wsUrl, room });
  await writer.synced();
  writer.doc.getXmlFragment('default').insert(0, Array.from({ length: paragraphs }, (_, index) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`Paragraph ${index + 1}. ${'It goes on for some words more. '.repeat(1 + (index % 5) * 4)}`)]);
    return paragraph;
  }));
  // Whoever comes later is given only what is on the disk.
  const reader = connectClient({ wsUrl, room });
  await reader.synced();
  await expect.poll(() => reader.doc.getXmlFragment('default').length).toBe(paragraphs);
  reader.close();
  writer.close();
}

test('a document with a copy on this device is read before the editor has loaded, and nothing moves when it has', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const address = await ana.startDocument(server.url);
  await ana.title.click();
  await ana.page.keyboard.type('A plan for May');
  await ana.write('# Heading\nText with **bold** words.\n- one\ntwo\n\n[ ] to do\n\n> quoted\n\n\n');
  await ana.page.keyboard.type('The last line');
  await ana.expectSaved();

  const { held, release } = await holdEditor(ana.page);
  await ana.page.goto(address, { waitUntil: 'commit' });
  await expect(ana.page.getByRole('heading', { name: 'A plan for May', level: 1 })).toBeVisible();
  await expect(ana.page.getByTestId('first-text').getByText('The last line')).toBeVisible();
  await expect(ana.body).toHaveCount(0);
  await expect.poll(() => held.size).toBeGreaterThan(0);
  await ana.page.evaluate(async () => await document.fonts.ready);
  const before = await linesOf(ana.page);
  release();
  await expectEditor(ana);
  expectSamePlaces(await linesOf(ana.page), before);
  // What the page still asks for has no one left to answer it.
  await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('without a copy on this device the text comes from the server, before the editor has loaded, and then it is there to be written in', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben', { serviceWorkers: 'block' })];
  const address = await ana.startDocument(server.url);
  await ana.title.click();
  await ana.page.keyboard.type('Minutes');
  await ana.write('Only on the server');
  await ana.expectSaved();

  const { held, release } = await holdEditor(ben.page);
  await ben.page.goto(address, { waitUntil: 'commit' });
  await expect(ben.page.getByRole('heading', { name: 'Minutes', level: 1 })).toBeVisible();
  await expect(ben.page.getByTestId('first-text').getByText('Only on the server')).toBeVisible();
  await expect.poll(() => held.size).toBeGreaterThan(0);
  await expect(ben.body).toHaveCount(0);
  const before = await linesOf(ben.page);
  release();
  await expectEditor(ben);
  await expect(ben.page.getByText('Only on the server')).toHaveCount(1);
  expectSamePlaces(await linesOf(ben.page), before);
  await ben.write(', until now');
  await ana.expectText('Only on the server, until now');
  await ben.expectText('Only on the server, until now');
  await ben.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a place further down is kept when the editor comes', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  await fill({ wsUrl: server.wsUrl, room: 'long', paragraphs: 110 });
  const ana = await arrive('Ana', { serviceWorkers: 'block', viewport: { width: 900, height: 600 } });
  const { release } = await holdEditor(ana.page);
  await ana.page.goto(`${server.url}/d/long`, { waitUntil: 'commit' });
  const line = ana.page.locator('.text p', { hasText: 'Paragraph 80.' });
  await expect(line).toHaveCount(1);
  await ana.page.evaluate(async () => await document.fonts.ready);
  const height = async (): Promise<number> => await line.evaluate((element) => element.getBoundingClientRect().y);
  // What is near the window gets its true height only then, so it takes some turns until it stands still.
  await expect.poll(async () => {
    await line.evaluate((element) => window.scrollBy({ top: element.getBoundingClientRect().y - 200, behavior: 'instant' }));
    await ana.page.evaluate(async () => await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    return Math.abs(await height() - 200);
  }).toBeLessThan(2);
  release();
  await expectEditor(ana);
  await expect(line).toBeInViewport();
  await expect.poll(async () => Math.abs(await height() - 200)).toBeLessThan(2);
  await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('on a device that does not have it the typeface of the text comes after the editor, and from then on with the first text', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  await fill({ wsUrl: server.wsUrl, room: 'letters', paragraphs: 3 });
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const asked: string[] = [];
  ana.page.on('request', (request) => {
    if (/literata-[^/]+\.woff2/.test(request.url())) asked.push(request.url());
  });
  const first = await holdEditor(ana.page);
  await ana.page.goto(`${server.url}/d/letters`, { waitUntil: 'commit' });
  await expect.poll(() => first.held.size).toBeGreaterThan(0);
  await expect(ana.page.getByTestId('first-text')).toBeVisible();
  expect(asked).toEqual([]);
  first.release();
  await expectEditor(ana);
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  const letters = async (): Promise<boolean> => await ana.page.evaluate(() => document.fonts.check('18px "Literata Variable"'));
  await expect.poll(letters).toBe(true);
  await ana.page.unrouteAll({ behavior: 'wait' });
  const again = await holdEditor(ana.page);
  await ana.page.goto(`${server.url}/d/letters`, { waitUntil: 'commit' });
  await expect(ana.page.getByTestId('first-text')).toBeVisible();
  await expect.poll(letters).toBe(true);
  await expect(ana.body).toHaveCount(0);
  again.release();
  await expectEditor(ana);
  await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a text that does not come soon holds up nothing: the page is there, and the text comes when it does', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  await fill({ wsUrl: server.wsUrl, room: 'late', paragraphs: 2 });
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  let connect = (): void => {};
  await ana.page.routeWebSocket(/\/ws\//, (socket) => {
    const early: (string | Buffer)[] = [];
    let send = (message: string | Buffer): void => void early.push(message);
    socket.onMessage((message) => send(message));
    connect = () => {
      const upstream = socket.connectToServer();
      for (const message of early) upstream.send(message);
      send = (message) => upstream.send(message);
    };
  });
  await ana.page.goto(`${server.url}/d/late`, { waitUntil: 'commit' });
  await expect(ana.page.getByRole('button', { name: 'Document menu' })).toBeVisible();
  await expect(ana.page.getByRole('status', { name: /Opening/ })).toBeVisible();
  connect();
  await expectEditor(ana);
  await expect(ana.body).toContainText('Paragraph 2.');
});

test('opening a document in plain letters reads none of the tables of a language', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  await fill({ wsUrl: server.wsUrl, room: 'plain', paragraphs: 3 });
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  // Each of them reads its tables when it is made, which takes a slow device as long as all else that the page does in one go.
  await ana.page.addInitScript(() => {
    const read: string[] = [];
    for (const name of ['Segmenter', 'ListFormat', 'DateTimeFormat', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'Collator'] as const) {
      Reflect.set(Intl, name, new Proxy(Intl[name], {
        construct: (target, options: readonly unknown[]) => {
          read.push(name);
          return Reflect.construct(target, options) as object;
        },
      }));
    }
    Reflect.set(window, 'tablesRead', read);
  });
  await ana.page.goto(`${server.url}/d/plain`);
  await expectEditor(ana);
  await expect(ana.page.getByTestId('word-count')).toHaveText('111 words');
  await expect(ana.page.getByRole('button', { name: /^Insert/ })).toBeVisible();
  expect(await ana.page.evaluate(() => Reflect.get(window, 'tablesRead') as unknown)).toEqual([]);
});
