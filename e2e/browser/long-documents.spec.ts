/** In a very long document, of which only what is near the window is laid out, one writes as in a short one. */
import * as Y from 'yjs';
import { expect, test } from '../harness/browser-fixtures.ts';
import type { Client } from '../harness/client.ts';
import { blocksOf, edge, expectAllDrawn, expectCaret, insertHeading, insertList, insertParagraphs, linesOf, longBlocks, openLong } from '../harness/long-document.ts';
import type { Person } from '../harness/person.ts';

interface Scene {
  readonly ana: Person;
  readonly writer: Client;
}

const it = test.extend<{ scene: Scene }>({
  scene: async ({ server, arrive, connect }, use) => {
    const writer = connect('long');
    await writer.synced();
    insertParagraphs(writer, { count: longBlocks });
    const ana = await arrive('Ana', { permissions: ['clipboard-read', 'clipboard-write'] });
    await openLong(ana, `${server.url}/d/long`);
    await use({ ana, writer });
  },
});

/** The last block before an edge, and the first behind it. */
const [before, behind] = [`paragraph ${edge - 1}.`, `paragraph ${edge}.`];

async function clickBlock({ body }: Person, index: number): Promise<void> {
  const block = body.locator(':scope > *').nth(index);
  await block.scrollIntoViewIfNeeded();
  await block.click();
}

it('the caret goes by letter, word, line and page across the edge of what is laid out together', async ({ scene: { ana } }) => {
  const { keyboard } = ana.page;
  await clickBlock(ana, edge - 1);
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await expectCaret(ana, `|${behind}`);
  await keyboard.press('ArrowLeft');
  await expectCaret(ana, `${before}|`);
  await keyboard.press('ControlOrMeta+ArrowRight');
  await expectCaret(ana, `|${behind}`);
  await keyboard.press('ControlOrMeta+ArrowLeft');
  await keyboard.press('ControlOrMeta+ArrowLeft');
  await expectCaret(ana, `paragraph ${edge - 1}|.`);
  await keyboard.press('End');
  await keyboard.press('ArrowRight');
  await expectCaret(ana, `|${behind}`);
  await keyboard.press('ArrowUp');
  await expectCaret(ana, `|${before}`);
  // As far down as up again.
  for (let page = 0; page < 6; page += 1) await keyboard.press('PageDown');
  await expect.poll(async () => await ana.page.evaluate(() => Number(/\d+/.exec(getSelection()?.focusNode?.textContent ?? '')?.[0]))).toBeGreaterThan(3 * edge);
  for (let page = 0; page < 12; page += 1) await keyboard.press('PageUp');
  await expectCaret(ana, '|paragraph 0.');
});

it('text is written, split, joined and taken away across the edge', async ({ scene: { ana, writer } }) => {
  const { keyboard } = ana.page;
  await clickBlock(ana, edge - 1);
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('between');
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 1, edge + 2)).toEqual([before, 'between', behind]);
  await expectAllDrawn(ana);
  await keyboard.press('Delete');
  await expect.poll(async () => (await linesOf(ana))[edge]).toBe(`between${behind}`);
  await keyboard.press('Home');
  await keyboard.press('Backspace');
  await expect.poll(async () => (await linesOf(ana))[edge - 1]).toBe(`${before}between${behind}`);
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+End');
  await keyboard.type('over');
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 1, edge + 1)).toEqual([`${before}over`, `paragraph ${edge + 2}.`]);
  await keyboard.press('ControlOrMeta+Alt+2');
  await expect(ana.body.locator('h2')).toHaveText(`${before}over`);
  await expectAllDrawn(ana);
  await expect.poll(() => writer.doc.getXmlFragment('default').length).toBe(longBlocks - 2);
});

it('many lines are written at an edge as fast as keys come, and none of them is lost', async ({ scene: { ana } }) => {
  await clickBlock(ana, edge - 1);
  await ana.page.keyboard.press('End');
  const lines = Array.from({ length: 40 }, (_, index) => `x${index}`);
  await ana.page.keyboard.type(`\n${lines.join('\n')}`);
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 1, edge + 41)).toEqual([before, ...lines, behind]);
  await expectAllDrawn(ana);
});

it('what others add, move and take away is drawn where it belongs', async ({ scene: { ana, writer } }) => {
  const body = writer.doc.getXmlFragment('default');
  const texts = (): string[] => body.toArray().map((block) => (block instanceof Y.XmlElement ? String(block.get(0)) : ''));
  for (const [at, count] of [[0, 3], [edge, 45], [body.length, 5], [70, 1]] as const) {
    insertParagraphs(writer, { at: Math.min(at, body.length), count });
    await expect.poll(async () => await linesOf(ana)).toEqual(texts());
    await expectAllDrawn(ana);
  }
  // In the shared document a move is this.
  writer.doc.transact(() => {
    const moved = body.get(40);
    body.insert(2, moved instanceof Y.XmlElement ? [moved.clone()] : []);
    body.delete(41);
  });
  await expect.poll(async () => await linesOf(ana)).toEqual(texts());
  await expectAllDrawn(ana);
  body.delete(10, 60);
  await expect.poll(async () => await linesOf(ana)).toEqual(texts());
  await expectAllDrawn(ana);
});

it('the keys to the end and to the beginning lead to what was never laid out, and select on the way', async ({ scene: { ana } }) => {
  const { keyboard } = ana.page;
  await clickBlock(ana, 2);
  await keyboard.press('ControlOrMeta+End');
  await expectCaret(ana, `paragraph ${longBlocks - 1}.|`);
  await expect(blocksOf(ana).last()).toBeInViewport();
  await keyboard.type('!');
  await expect(blocksOf(ana).last()).toHaveText(`paragraph ${longBlocks - 1}.!`);
  await keyboard.press('ControlOrMeta+Home');
  await expectCaret(ana, '|paragraph 0.');
  await expect(blocksOf(ana).first()).toBeInViewport();
  await keyboard.press('Shift+ControlOrMeta+End');
  await keyboard.press('Delete');
  await expect.poll(async () => await linesOf(ana)).toEqual(['']);
  await keyboard.press('ControlOrMeta+z');
  await expect(blocksOf(ana)).toHaveCount(longBlocks);
  await expectAllDrawn(ana);
});

it('a selection is drawn with the mouse over an edge, and copied whole', async ({ scene: { ana } }) => {
  const { page, body } = ana;
  await clickBlock(ana, edge);
  const [from, to] = [await body.getByText(`paragraph ${edge - 2}.`, { exact: true }).boundingBox(), await body.getByText(`paragraph ${edge + 1}.`, { exact: true }).boundingBox()];
  if (from === null || to === null) throw new Error('Both blocks are in sight.');
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + to.height / 2, { steps: 8 });
  await page.mouse.move(to.x + to.width - 5, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  const copied = [edge - 2, edge - 1, edge, edge + 1].map((index) => `paragraph ${index}.`);
  await expect.poll(async () => await page.evaluate(() => getSelection()?.toString().split(/\n+/))).toEqual(copied);
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(async () => await page.evaluate(async () => (await navigator.clipboard.readText()).split(/\n+/))).toEqual(copied);
  await page.keyboard.type('instead');
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 3, edge)).toEqual([`paragraph ${edge - 3}.`, 'instead', `paragraph ${edge + 2}.`]);
});

it('all of it is selected and deleted at once, written in, and comes back', async ({ scene: { ana } }) => {
  const { keyboard } = ana.page;
  await clickBlock(ana, 2);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('Delete');
  await expect.poll(async () => await linesOf(ana)).toEqual(['']);
  await keyboard.type('new\nlines\nhere');
  await expect.poll(async () => await linesOf(ana)).toEqual(['new', 'lines', 'here']);
  await expectAllDrawn(ana);
  await expect(async () => {
    await keyboard.press('ControlOrMeta+z');
    expect((await linesOf(ana)).length).toBe(longBlocks);
  }).toPass();
  await expectAllDrawn(ana);
});

it('a document that becomes very long while one writes keeps the caret and the place, and is written in when it is short again', async ({ server, arrive, connect }) => {
  const writer = connect('growing');
  await writer.synced();
  insertParagraphs(writer, { count: 996 });
  const ana = await arrive('Ana');
  const { page } = ana;
  await ana.openDocument(`${server.url}/d/growing`);
  await expect(blocksOf(ana)).toHaveCount(996);
  await clickBlock(ana, 500);
  await page.keyboard.press('End');
  const topOf = async (): Promise<number> => await blocksOf(ana).nth(500).evaluate((block) => block.getBoundingClientRect().top);
  const top = await topOf();
  await page.keyboard.type('\none\ntwo\nthree\nfour');
  await expect(blocksOf(ana)).toHaveCount(1_000);
  await expect(ana.body).not.toHaveClass(/has-runs/);
  await page.keyboard.type('\nfive');
  await expect(ana.body).toHaveClass(/has-runs/);
  await expect.poll(async () => (await linesOf(ana)).slice(500, 507)).toEqual(['paragraph 500.', 'one', 'two', 'three', 'four', 'five', 'paragraph 501.']);
  expect(Math.abs((await topOf()) - top)).toBeLessThan(2);
  await expectAllDrawn(ana);
  // And back.
  await page.keyboard.press('Shift+ControlOrMeta+Home');
  await page.keyboard.press('Delete');
  await page.keyboard.type('rest\nof it\n');
  await expect.poll(async () => (await linesOf(ana)).slice(0, 4)).toEqual(['rest', 'of it', '', 'paragraph 501.']);
  await expectAllDrawn(ana);
  await page.keyboard.press('Shift+ControlOrMeta+End');
  await page.keyboard.type('short\nagain');
  await expect.poll(async () => await linesOf(ana)).toEqual(['rest', 'of it', 'short', 'again']);
  await expectAllDrawn(ana);
});

it('characters are composed on both sides of an edge while somebody else writes beside it', async ({ scene: { ana, writer } }) => {
  const session = await ana.page.context().newCDPSession(ana.page);
  for (const [index, key, line] of [[edge - 1, 'End', `${before}日本`], [edge, 'Home', `日本${behind}`]] as const) {
    await clickBlock(ana, index);
    await ana.page.keyboard.press(key);
    await expectCaret(ana, key === 'End' ? `${before}|` : `|${behind}`);
    for (const text of ['に', 'にほ', 'にほん']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      insertParagraphs(writer, { at: longBlocks, count: 1 });
    }
    await session.send('Input.insertText', { text: '日本' });
    await expect.poll(async () => (await linesOf(ana))[index]).toBe(line);
  }
  await expect.poll(() => String(writer.doc.getXmlFragment('default').get(edge - 1))).toContain('日本');
  await expect(blocksOf(ana)).toHaveCount(longBlocks + 6);
});

it('blocks are moved over an edge with Alt and the arrows', async ({ scene: { ana } }) => {
  await clickBlock(ana, edge - 1);
  for (let step = 0; step < 3; step += 1) await ana.page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 1, edge + 3)).toEqual([behind, `paragraph ${edge + 1}.`, `paragraph ${edge + 2}.`, before]);
  await ana.page.keyboard.type('!');
  for (let step = 0; step < 5; step += 1) await ana.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await linesOf(ana)).slice(edge - 3, edge)).toEqual([expect.stringContaining('!'), `paragraph ${edge - 3}.`, `paragraph ${edge - 2}.`]);
  await expectAllDrawn(ana);
});

it('blocks stand as far from each other at an edge as elsewhere, on the screen and on paper', async ({ scene: { ana, writer } }) => {
  // One where a run would begin, and one in the middle.
  for (const at of [edge, 2 * edge, 2 * edge + 10]) insertHeading(writer, at, 'Heading');
  insertList(writer, 2 * edge + 5, ['one', 'two']);
  await expect(ana.body.locator('h2')).toHaveCount(3);
  await ana.body.locator('h2').nth(1).scrollIntoViewIfNeeded();
  const gaps = async (): Promise<string[]> =>
    await blocksOf(ana).evaluateAll((blocks) => {
      const rects = blocks.slice(0, 100).map((block) => [block.nodeName, block.getBoundingClientRect()] as const);
      // Only of what is in sight: the room of what was never laid out is a guess.
      const isSeen = (rect: DOMRect): boolean => matchMedia('print').matches || (rect.top > 0 && rect.bottom < innerHeight);
      return rects.slice(1).flatMap(([name, rect], index) => {
        const [nameAbove, above] = rects[index] ?? [name, rect];
        return isSeen(above) && isSeen(rect) ? [`${nameAbove} ${name} ${Math.round(rect.top - above.bottom)}`] : [];
      });
    });
  // Above and below a heading, around a list, and between paragraphs.
  const expectFiveKinds = async (): Promise<void> => await expect.poll(async () => new Set(await gaps()).size).toBe(5);
  await expectFiveKinds();
  // As in a short one, where the margins of its items are lost in its own.
  const list = ana.body.locator('ul');
  expect(await list.evaluate((element) => (element.firstElementChild?.getBoundingClientRect().top ?? 0) - element.getBoundingClientRect().top)).toBe(0);
  await ana.page.emulateMedia({ media: 'print' });
  await expectFiveKinds();
  expect((await gaps()).length).toBe(99);
  await ana.page.emulateMedia({ media: 'screen' });
});
