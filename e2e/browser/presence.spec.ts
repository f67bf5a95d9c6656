/** Who is here: found, followed to where they write, and told to those who listen. */
import type { Locator } from '@playwright/test';
import * as Y from 'yjs';
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';
import { Person } from '../harness/person.ts';
import { placeCaret } from '../harness/remote-caret.ts';
import { shareOfColour } from '../harness/share-of-colour.ts';

test('a person who is followed is brought into view by the place where they write, by keyboard, until one scrolls oneself', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana', { reducedMotion: 'reduce' }), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('top');
  for (let line = 0; line < 60; line += 1) await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('bottom');
  await ana.expectSaved();
  await ana.page.keyboard.press('ControlOrMeta+Home');
  await ben.openDocument(address);
  await ben.introduce();
  await ben.write('!');
  await expect(ana.page.getByTestId('polite')).toHaveText(/2 people are here/, { timeout: 20_000 });
  const follow = ana.page.getByRole('button', { name: 'Follow Ben' });
  await expect(ana.caretOf('Ben')).not.toBeInViewport();
  await follow.focus();
  await ana.page.keyboard.press('Enter');
  await expect(ana.caretOf('Ben')).toBeInViewport();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await ben.page.keyboard.press('ControlOrMeta+Home');
  await expect(ana.body.getByText('top')).toBeInViewport();
  await ana.page.mouse.move(400, 400);
  await ana.page.mouse.wheel(0, 10);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await ana.page.getByRole('button', { name: 'Who is here' }).click();
  // Ten seconds after the last key it says idle.
  await expect(ana.page.getByRole('menu', { name: 'Who is here' })).toContainText(/Ben · (writing|idle)/);
  await ana.page.keyboard.press('Escape');
  await ben.leave();
  await expect(ana.page.getByTestId('polite')).toHaveText(/Ben left/, { timeout: 20_000 });
});

test('who listens is told that somebody writes in their own paragraph', async ({ server, arrive, connect }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('first\nsecond line');
  await ana.expectSaved();
  const ben = connect(new URL(address).pathname.slice('/d/'.length));
  await ben.synced();
  placeCaret(ben, { name: 'Ben', colour: 3, before: 'rst' });
  await expect(ana.caretOf('Ben')).toBeVisible();
  placeCaret(ben, { name: 'Ben', colour: 3, before: 'line' });
  await expect(ana.page.getByTestId('polite')).toHaveText(/Ben in your paragraph/, { timeout: 20_000 });
});

test('a name beside a caret stands out of its block, also where only the blocks near the window are laid out', async ({ server, arrive, connect }) => {
  const writer = connect('long');
  await writer.synced();
  const lines = Array.from({ length: 320 }, (_, index) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`Paragraph ${index}. has words`)]);
    return paragraph;
  });
  writer.doc.getXmlFragment('default').insert(0, lines);
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/long`);
  placeCaret(writer, { name: 'Benedict', colour: 3, before: '3. has' });
  const caret = ana.caretOf('Benedict');
  const label = caret.locator('.caret-label');
  const block = ana.body.locator('p', { has: ana.page.locator('.caret') });
  await expect(block).toHaveCSS('content-visibility', 'auto');
  // It shows for as long as the pointer is at the caret.
  await caret.hover({ force: true });
  await expect(label).toHaveCSS('opacity', '1');
  await expect.poll(async () => await shareOfColour(label)).toBeGreaterThan(0.3);
  // Without the room that style sheets give it, it would be cut.
  await ana.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.text.is-long > * { overflow-clip-margin: 0px !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  await expect.poll(async () => await shareOfColour(label)).toBeLessThan(0.3);
});

test('a name stands beside its caret, or above it, and turns back from the right edge and from under the bars', async ({ server, arrive, connect }) => {
  // Where the text goes nearly to the edge of the window.
  const ana = await arrive('Ana', { viewport: { width: 480, height: 800 } });
  const address = await ana.startDocument(server.url);
  // Long enough for several lines of words that differ.
  await ana.body.focus();
  await ana.page.keyboard.insertText(Array.from({ length: 60 }, (_, index) => `w${index + 100}`).join(' '));
  for (let line = 0; line < 40; line += 1) await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('the end');
  await ana.expectSaved();
  const words = ana.body.locator('p').first();
  /** Of the words of the second line the one in the middle and the last. */
  const [middle, last] = await words.evaluate((paragraph) => {
    const text = paragraph.firstChild;
    const found = [...(paragraph.textContent ?? '').matchAll(/w\d+/g)].map(({ index, 0: word }) => {
      const range = document.createRange();
      if (text !== null) range.setStart(text, index);
      if (text !== null) range.setEnd(text, index + word.length);
      return { word, top: range.getBoundingClientRect().top };
    });
    const lines = [...new Set(found.map(({ top }) => top))];
    const second = found.filter(({ top }) => top === lines[1]);
    return [second[Math.floor(second.length / 2)]?.word ?? '', second.at(-1)?.word ?? ''];
  });
  const ben = connect(new URL(address).pathname.slice('/d/'.length));
  await ben.synced();
  const caret = ana.caretOf('Benedict Longfellow');
  const place = (before: string): void => placeCaret(ben, { name: 'Benedict Longfellow', colour: 3, before });
  await ana.page.keyboard.press('ControlOrMeta+Home');
  place(middle);
  await expect(caret).toBeVisible();
  await expect(caret).not.toHaveClass(/is-at-/);
  place(last);
  await expect(caret).toHaveClass(/is-at-end/);
  await expect(caret).not.toHaveClass(/is-at-top/);
  // The line stands right under the bars.
  await words.evaluate((paragraph) => {
    const edges = [...document.querySelectorAll('[data-sticky-edge]')].map((bar) => bar.getBoundingClientRect()).filter(({ top }) => top < innerHeight / 2);
    const line = parseFloat(getComputedStyle(paragraph).lineHeight);
    scrollBy(0, paragraph.getBoundingClientRect().top + line - Math.max(...edges.map(({ bottom }) => bottom)));
  });
  place(middle);
  await expect(caret).toHaveClass(/is-at-top/);
});

test('two tabs of a guest are one person, whose name is remembered', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.introduce();
  const second = await Person.arrive('Ana', ana.page.context());
  await second.openDocument(address);
  await expect(second.page.getByRole('button', { name: /^You are Ana/ })).toBeVisible();
  await ben.openDocument(address);
  const follow = ben.page.getByRole('button', { name: /^Follow / });
  await expect(follow).toHaveCount(1);
  await expect(follow).toHaveAccessibleName('Follow Ana');
  const count = ana.page.getByTestId('avatars');
  await expect(count).toHaveAccessibleName('2 people are here');
  // Both write, and the one that stays is still there when the other goes.
  await second.write('from the second tab');
  await expect(ben.caretOf('Ana')).toBeVisible();
  await second.page.close();
  await ben.expectText('from the second tab');
  await expect(ben.caretOf('Ana')).toHaveCount(0, { timeout: 40_000 });
  await expect(follow).toHaveCount(1);
});

test('of two people with one colour one takes another, on the page and for everybody', async ({ server, arrive, connect }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  const colourOf = async (avatar: Locator): Promise<string> => (await avatar.locator('.avatar').getAttribute('class'))?.match(/person-(\d+)/)?.[1] ?? '';
  const own = ana.page.getByTestId('own-avatar');
  const before = await colourOf(own);
  // The smallest of all client ids keeps what it has.
  const ben = connect(new URL(address).pathname.slice('/d/'.length), { clientId: 1 });
  await ben.synced();
  ben.provider.awareness.setLocalState({ user: { id: 'ben', name: 'Ben', color: '#1f6f8b', paint: Number(before) } });
  await expect(ana.page.getByRole('button', { name: 'Follow Ben' })).toBeVisible();
  expect(await colourOf(ana.page.getByTestId('avatar'))).toBe(before);
  await expect.poll(async () => await colourOf(own)).not.toBe(before);
  const after = Number(await colourOf(own));
  const seenByBen = (): number[] => [...ben.provider.awareness.getStates().values()].map(({ user }) => (user as { paint: number }).paint);
  await expect.poll(() => new Set(seenByBen())).toEqual(new Set([Number(before), after]));
});

test('who can not be reached any more is grey, and in colour again with the connection', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(lostConnection);
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('some words');
  await ben.openDocument(address);
  await ben.introduce();
  await ben.write('!');
  const caret = ana.caretOf('Ben');
  await expect(caret).toBeVisible();
  await expect(caret).not.toHaveClass(/is-away/);
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  await expect(caret).toHaveClass(/is-away/);
  await server.restart();
  await ana.expectSaved();
  await ben.expectSaved();
  await ben.write('?');
  await ana.expectText('some words!?');
  await expect(caret).toBeVisible();
  await expect(caret).not.toHaveClass(/is-away/);
});

test('a name beside a caret is not copied with the text', async ({ server, arrive, connect }) => {
  const ana = await arrive('Ana', { permissions: ['clipboard-read', 'clipboard-write'] });
  const address = await ana.startDocument(server.url);
  await ana.write('hello world');
  await ana.expectSaved();
  const ben = connect(new URL(address).pathname.slice('/d/'.length));
  await ben.synced();
  placeCaret(ben, { name: 'Ben', colour: 3, before: 'world' });
  await expect(ana.caretOf('Ben')).toBeVisible();
  await ana.page.keyboard.press('ControlOrMeta+a');
  await ana.page.keyboard.press('ControlOrMeta+c');
  expect(await ana.page.evaluate(async () => await navigator.clipboard.readText())).toBe('hello world');
});
