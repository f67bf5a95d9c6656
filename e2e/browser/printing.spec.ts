/** A document on paper: the text and nothing else, and of the text everything. */
import { expect, test } from '../harness/browser-fixtures.ts';
import { look } from '../harness/look.ts';
import { placeCaret } from '../harness/remote-caret.ts';

const long = 'a_name_that_nobody_would_want_to_type_'.repeat(8);
const cells = Array.from({ length: 9 }, (_, at) => `column ${at}`);
const markdown = [
  '# The harbour report, with a title that is long enough to need a second line on paper',
  'First words, with [a link](https://example.org/some/long/address?with=parameters) and ==nothing== else.',
  '## Code',
  `\`\`\`js\nconst ${long} = 1;\n\`\`\``,
  '## A table',
  `| ${cells.join(' | ')} |\n|${' --- |'.repeat(9)}\n${Array.from({ length: 60 }, (_, row) => `| ${cells.map((_cell, at) => `cell ${row}.${at}`).join(' | ')} |`).join('\n')}`,
  '> [!NOTE]\n> Mind the step.',
  '- [x] done\n- [ ] to do',
  ...Array.from({ length: 12 }, (_, at) => `## Part ${at}\n\n${'Many words fill a line, and many lines a page. '.repeat(12)}`),
].join('\n\n');

test('on paper there is no chrome, nothing is cut, and what is folded is open', async ({ server, arrive, connect }) => {
  const made = await fetch(`${server.url}/api/documents/import?format=md&id=paper`, { method: 'POST', body: markdown });
  expect(made.status).toBe(201);
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/paper`);
  await ana.write('\n/details');
  await expect(ana.page.getByRole('listbox')).toBeVisible();
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('The summary');
  const details = ana.body.locator('.details').last();
  await expect(details).toContainText('The summary');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('What is folded away');
  await expect(details).toContainText('What is folded away');
  await details.locator('.details-toggle').click();
  await expect(details.getByText('What is folded away')).toBeHidden();

  const ben = connect('paper');
  await ben.synced();
  placeCaret(ben, { name: 'Ben', colour: 3, before: 'words', selected: 5 });
  await expect(ana.caretOf('Ben')).toBeVisible();
  await expect(ana.body.locator('.caret-selection')).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');

  await ana.page.emulateMedia({ media: 'print' });
  // As wide as A4 between its margins.
  await ana.page.setViewportSize({ width: 643, height: 971 });
  await expect(details.getByText('What is folded away')).toBeVisible();
  for (const chrome of ['.bar', '.toolbar-place', '.code-tools', '.caret']) {
    const parts = await ana.page.locator(chrome).all();
    expect(parts.length, chrome).toBeGreaterThan(0);
    for (const part of parts) await expect(part).toBeHidden();
  }
  await expect(ana.body.locator('.caret-selection')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
  const cut = await ana.body.evaluate((text) =>
    [...text.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((element) => element.outerHTML.slice(0, 80)));
  expect(cut).toEqual([]);
  const scrolled = await ana.body.evaluate((text) => [...text.querySelectorAll('pre, .tableWrapper')].filter((element) => element.scrollWidth > element.clientWidth + 1).length);
  expect(scrolled).toBe(0);
  const title = await ana.title.evaluate((field) => [field.scrollHeight, field.clientHeight]);
  expect(title[0]).toBeLessThanOrEqual((title[1] ?? 0) + 1);
  await look(ana, 'paper');
  const pdf = await ana.page.pdf({ format: 'A4', preferCSSPageSize: true });
  // The table alone is longer than a page; a page that is cut short, as by a fixed height, would be the only one.
  expect((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThanOrEqual(4);
  await ana.page.emulateMedia({ media: 'screen' });
});

test('the address of a link is printed behind its text, and not where it is its text', async ({ server, arrive }) => {
  const body = '[a link](https://example.org/one) and <https://example.org/two>.';
  expect((await fetch(`${server.url}/api/documents/import?format=md&id=links`, { method: 'POST', body })).status).toBe(201);
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/links`);
  await expect(ana.body.locator('a')).toHaveCount(2);
  await ana.page.emulateMedia({ media: 'print' });
  // As the browser does on its own for a person who prints.
  await ana.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const behind = async (): Promise<string[]> => await ana.body.locator('a').evaluateAll((links) => links.map((link) => getComputedStyle(link, '::after').content));
  await expect.poll(behind).toEqual(['" (https://example.org/one)"', 'none']);
  await ana.page.emulateMedia({ media: 'screen' });
});
