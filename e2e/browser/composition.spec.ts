/** A person composes characters (Japanese, Korean, a phone's keyboard) while others write in the very same words. */
import { expect, test } from '../harness/browser-fixtures.ts';

test('composing goes on while somebody else writes in the same line, and both texts are there in the end', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('one  two');
  await ana.expectSaved();
  await ben.openDocument(address);
  await ben.expectText('one  two');
  await ana.page.keyboard.press('Home');
  for (let step = 0; step < 4; step += 1) await ana.page.keyboard.press('ArrowRight');
  const events = await ana.body.evaluateHandle((element) => {
    const seen: string[] = [];
    for (const type of ['compositionstart', 'compositionend']) element.addEventListener(type, () => seen.push(type));
    return seen;
  });
  const session = await ana.page.context().newCDPSession(ana.page);
  const compose = async (text: string): Promise<void> => {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  };
  await compose('に');
  await ben.write('!');
  await ben.expectSaved();
  await compose('にほ');
  await ben.page.keyboard.press('Home');
  await ben.page.keyboard.type('*');
  await ben.expectSaved();
  await compose('にほん');
  expect(await events.jsonValue()).toEqual(['compositionstart']);
  await session.send('Input.insertText', { text: '日本' });
  await ana.expectText('*one 日本 two!');
  await ben.expectText('*one 日本 two!');
  expect(await events.jsonValue()).toEqual(['compositionstart', 'compositionend']);
  await ana.expectSaved();
});

test('a line that somebody deletes while a person composes in it goes when that is done; the word stays, both agree, and writing goes on', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('one\ntwo\nthree');
  await ana.expectSaved();
  await ben.openDocument(address);
  await ben.expectText('one\ntwo\nthree');
  await ana.page.keyboard.press('ArrowUp');
  await ana.page.keyboard.press('End');
  const session = await ana.page.context().newCDPSession(ana.page);
  await session.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await ben.expectText('one\ntwoに\nthree');
  await ben.write('');
  for (const key of ['ArrowUp', 'Home', 'Shift+ArrowDown', 'Delete']) await ben.page.keyboard.press(key);
  await ben.expectText('one\nthree');
  await ben.expectSaved();
  await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await session.send('Input.insertText', { text: '日本' });
  await ana.expectText('one\n日本\nthree');
  await ben.expectText('one\n日本\nthree');
  await ana.page.keyboard.insertText(' and');
  await ana.expectText('one\n日本 and\nthree');
  await ana.expectSaved();
  await ben.expectText(await ana.text());
});
