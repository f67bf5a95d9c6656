/** Pasting by the keyboard, from a real clipboard: Markdown is formatted, the rest stays as it is. */
import { expect, test } from '../harness/browser-fixtures.ts';
import type { Person } from '../harness/person.ts';

const permissions = ['clipboard-read', 'clipboard-write'];

const markdown = '## Minutes\n\nWe met at **nine**, see [the plan](https://example.org/the_plan).\n\n- [x] open\n- [ ] close\n\n| Who | What |\n| --- | --- |\n| Ana | tea |\n\n```js\nlet a = 1;\n```\n';

async function copy({ page }: Person, text: string): Promise<void> {
  await page.evaluate(async (words) => await navigator.clipboard.writeText(words), text);
}

async function paste(person: Person, keys: 'ControlOrMeta+v' | 'ControlOrMeta+Shift+v' = 'ControlOrMeta+v'): Promise<void> {
  // What takes pasted text comes a moment after the text.
  await expect(person.page.getByTestId('file-chooser')).toBeAttached();
  await person.body.focus();
  await person.page.keyboard.press(keys);
}

test('pasted Markdown is formatted for everybody; undo gives back the text, and undo again takes it away', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana', { permissions }), await arrive('Ben')];
  await ben.openDocument(await ana.startDocument(server.url));
  await copy(ana, markdown);
  await paste(ana);
  for (const { body } of [ana, ben]) {
    await expect(body.getByRole('heading', { level: 2, name: 'Minutes' })).toBeVisible();
    await expect(body.locator('strong')).toHaveText('nine');
    await expect(body.getByRole('link', { name: 'the plan' })).toHaveAttribute('href', 'https://example.org/the_plan');
    await expect(body.getByRole('checkbox')).toHaveCount(2);
    await expect(body.getByRole('cell', { name: 'tea' })).toBeVisible();
    await expect(body.locator('pre code')).toContainText('let a = 1;');
  }
  await ana.page.keyboard.press('ControlOrMeta+z');
  for (const { body } of [ana, ben]) {
    await expect(body.getByRole('heading')).toHaveCount(0);
    await expect(body).toContainText('## Minutes');
    await expect(body).toContainText('We met at **nine**, see [the plan](https://example.org/the_plan).');
  }
  await ana.page.keyboard.press('ControlOrMeta+z');
  await ana.expectText('');
  await ana.page.keyboard.press('ControlOrMeta+Shift+z');
  await ana.page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(ben.body.getByRole('heading', { level: 2, name: 'Minutes' })).toBeVisible();
  await ana.expectSaved();
});

test('pasted Markdown takes the place of all that is selected', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await ana.write('# Old\n- words');
  await copy(ana, markdown);
  await ana.page.keyboard.press('ControlOrMeta+a');
  await paste(ana);
  await expect(ana.body.getByRole('heading', { level: 2, name: 'Minutes' })).toBeVisible();
  await expect(ana.body).not.toContainText('Old');
  await ana.page.keyboard.press('ControlOrMeta+z');
  await expect(ana.body).toContainText('## Minutes');
  await ana.page.keyboard.press('ControlOrMeta+z');
  await ana.expectText('Old\nwords');
  await ana.expectSaved();
});

test('a link that leads where none may is text, however it is pasted', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await copy(ana, 'see [one](javascript:alert(1)) and **two**');
  await paste(ana);
  await expect(ana.body.locator('strong')).toHaveText('two');
  await ana.page.keyboard.press('Enter');
  await ana.page.evaluate(async () => {
    const part = (type: string, text: string): [string, Blob] => [type, new Blob([text], { type })];
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries([part('text/plain', 'three'), part('text/html', '<a href="javascript:alert(1)">three</a>')]))]);
  });
  await paste(ana);
  await ana.expectText('see [one](javascript:alert(1)) and two\nthree');
  await expect(ana.body.getByRole('link')).toHaveCount(0);
  await ana.expectSaved();
});

test('the person is told what happened and what takes it back', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await copy(ana, markdown);
  const toast = ana.page.getByTestId('toast').getByText('Formatted as Markdown. Ctrl+Z gives back the plain text.');
  // It goes by itself: what is waited for is that it has been there.
  const seen = toast.waitFor();
  await paste(ana);
  await seen;
});

test('with Shift pasted text stays plain, and so does what merely has an asterisk', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await copy(ana, '## Not a heading\n**not bold** and https://example.org/');
  await paste(ana, 'ControlOrMeta+Shift+v');
  await ana.expectText('## Not a heading\n**not bold** and https://example.org/');
  await expect(ana.body.locator('a, strong, h2')).toHaveCount(0);
  await ana.page.keyboard.press('Enter');
  await copy(ana, 'Prices* may *vary*; 2 * 3 * 4 = 24');
  await paste(ana);
  await ana.expectText('## Not a heading\n**not bold** and https://example.org/\nPrices* may *vary*; 2 * 3 * 4 = 24');
  await expect(ana.body.locator('em, strong, h2')).toHaveCount(0);
});

test('Shift takes the formats off what comes from a page', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await ana.page.evaluate(async () => {
    const part = (type: string, text: string): [string, Blob] => [type, new Blob([text], { type })];
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries([part('text/plain', 'bold words'), part('text/html', '<b>bold</b> words')]))]);
  });
  await paste(ana, 'ControlOrMeta+Shift+v');
  await ana.expectText('bold words');
  await expect(ana.body.locator('strong')).toHaveCount(0);
  await ana.page.keyboard.press('Enter');
  await paste(ana);
  await expect(ana.body.locator('strong')).toHaveText('bold');
});

test('in a code block Markdown stays as it is', async ({ server, arrive }) => {
  const ana = await arrive('Ana', { permissions });
  await ana.startDocument(server.url);
  await ana.write('``` ');
  await expect(ana.body.locator('pre code')).toBeAttached();
  await copy(ana, '## Title\n\n- **a**\n- b');
  await paste(ana);
  await expect(ana.body.locator('pre code')).toHaveText('## Title\n\n- **a**\n- b');
  await expect(ana.body.locator('h2, ul, strong')).toHaveCount(0);
});
