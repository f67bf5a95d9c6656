/** Two people write in one document: they agree, see each other, and undo only what is theirs. */
import { expect, test } from '../harness/browser-fixtures.ts';

test('two browsers type in one paragraph at once, and agree', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('middle');
  await ben.openDocument(address);
  await ben.expectText('middle');
  await ana.page.keyboard.press('ControlOrMeta+Home');
  await ben.body.focus();
  await ben.page.keyboard.press('ControlOrMeta+End');
  const [before, after] = ['Ana writes before the ', ' and Ben writes after it.'];
  await Promise.all([ana.page.keyboard.type(before, { delay: 15 }), ben.page.keyboard.type(after, { delay: 15 })]);
  await ana.expectText(`${before}middle${after}`);
  await ben.expectText(`${before}middle${after}`);
  await ana.expectSaved();
  await ben.expectSaved();
});

test('two browsers type at the very same place, and agree with nothing lost', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ben.openDocument(address);
  await ana.body.focus();
  await ben.body.focus();
  // Both begin an empty document, so each may have made a paragraph of their own.
  const lettersOf = (text: string): string => Array.from(text.replaceAll('\n', '')).toSorted().join('');
  const [as, bs] = ['a'.repeat(40), 'b'.repeat(40)];
  await Promise.all([ana.page.keyboard.type(as, { delay: 10 }), ben.page.keyboard.type(bs, { delay: 10 })]);
  await expect.poll(async () => lettersOf(await ana.text())).toBe(as + bs);
  await ben.expectText(await ana.text());
});

test('each sees the other’s caret and name', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.introduce();
  await ana.write('Here I am');
  await ben.openDocument(address);
  await ben.introduce();
  await ben.write('.');
  await expect(ana.caretOf('Ben')).toBeVisible();
  await expect(ben.caretOf('Ana')).toBeVisible();
  await expect(ana.page.getByRole('button', { name: /^You are Ana/ })).toBeVisible();
  await ben.leave();
  await expect(ana.caretOf('Ben')).toHaveCount(0, { timeout: 20_000 });
});

test('the title is edited together, and names the page', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ben.openDocument(address);
  await ana.title.click();
  await ana.page.keyboard.type('Plan');
  await expect(ben.title).toHaveValue('Plan');
  await ben.title.click();
  await ben.page.keyboard.press('End');
  await ben.page.keyboard.type(' for May');
  await expect(ana.title).toHaveValue('Plan for May');
  await expect(ana.page).toHaveTitle(/Plan for May/);
});

test('a third tab that is opened late sees all of it', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.title.click();
  await ana.page.keyboard.type('Minutes');
  await ana.write('First line');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('Second line');
  await ben.openDocument(address);
  await ben.write(', and what Ben adds');
  await ana.expectText('First line\nSecond line, and what Ben adds');
  const late = await arrive('Cleo');
  await late.openDocument(address);
  await late.expectText('First line\nSecond line, and what Ben adds');
  await expect(late.title).toHaveValue('Minutes');
});

test('undo takes back only one’s own edits, and redo brings them again', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.body.focus();
  // In one piece: a pause between keys would make two steps of it.
  await ana.page.keyboard.insertText('from Ana');
  await ben.openDocument(address);
  await ben.expectText('from Ana');
  await ben.write(' from Ben');
  await ana.expectText('from Ana from Ben');
  await ana.body.focus();
  await ana.page.keyboard.press('ControlOrMeta+z');
  await ana.expectText(' from Ben');
  await ben.expectText(' from Ben');
  await ana.page.keyboard.press('ControlOrMeta+Shift+z');
  await ben.expectText('from Ana from Ben');
});

test('opening a document again and again changes nothing in it', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Only this');
  await ana.expectSaved();
  for (let round = 0; round < 3; round += 1) {
    await ana.page.reload();
    await ana.expectText('Only this');
  }
});
