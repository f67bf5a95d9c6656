/** Renews the pictures in docs/images: people in one document, all that can stand in a text, the list, a phone; in both themes. Run by `npm run screenshots`. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '../harness/browser-fixtures.ts';
import type { Client } from '../harness/client.ts';
import { createDocument } from '../harness/documents-api.ts';
import type { Person } from '../harness/person.ts';
import { placeCaret } from '../harness/remote-caret.ts';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const desk = { width: 1440, height: 900 };
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 };

async function picture({ page }: Person, name: string): Promise<void> {
  // Names as they are just after somebody moved, in their fonts, and nothing half faded.
  await page.evaluate(async () => {
    for (const caret of document.querySelectorAll('.caret')) caret.classList.add('is-named');
    await document.fonts.ready;
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  await page.screenshot({ path: `${images}${name}.png` });
}

async function writeFieldNotes(ana: Person): Promise<void> {
  const { page } = ana;
  await ana.title.fill('Field notes, spring survey');
  await ana.write('## The upper meadow\nIt was cut late again, and it shows: the grass stands knee-high in the hollow and hardly to the ankle on the ridge. ');
  await page.keyboard.type('We walked it twice, once from each side, and wrote down what we saw before we spoke of it.\n');
  await page.keyboard.type('### Counting the orchids\n');
  await page.keyboard.type('Forty-one spikes in the lower third, against twenty-six last year. The rest is within what a ==late frost in April== could explain, and _nobody_ wants to read a trend into two springs\n');
  await page.keyboard.type('[ ] Mark the corners of plots 4 to 9\nPhotograph each plot from the north post\nAsk the farm when the hollow was last grazed\n\n');
  await page.keyboard.type('> What is counted by one person alone is an opinion with numbers in it.\n\n');
  await ana.insertBlock('table');
  for (const cell of ['Plot', '2025', '2026', 'Lower third', '26', '41', 'Ridge', '12', '11']) {
    await page.keyboard.type(cell);
    if (cell !== '11') await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.keyboard.type('## Open questions');
  await ana.body.getByRole('checkbox').first().click();
  await ana.body.getByText('Open questions').click();
  await page.keyboard.press('End');
  await ana.expectSaved();
}

async function writeMethod(ana: Person): Promise<void> {
  const { page } = ana;
  await ana.title.fill('How we count');
  await ana.write('## The estimate\nEach plot is walked twice; with $n_1$ and $n_2$ spikes seen, and $m$ of them by both, there are about\n');
  await ana.insertBlock('formula');
  await page.getByRole('textbox', { name: 'LaTeX' }).fill('N = \\frac{n_1 \\, n_2}{m}, \\qquad \\sigma^2 = \\frac{(n_1 + 1)(n_2 + 1)(n_1 - m)(n_2 - m)}{(m + 1)^2 (m + 2)}');
  await page.getByRole('button', { name: 'Save formula' }).click();
  await page.keyboard.type('[!tip] Walk against the sun, and speak of it only when both have written their number down.\n\n');
  await page.keyboard.type('```js const estimate = (first, second, both) => (first * second) / both; // Lincoln and Petersen\n\n\n');
  await ana.expectSaved();
  await page.keyboard.type('/ta');
  await expect(page.getByRole('option', { name: 'Table' })).toBeVisible();
}

async function seat(people: readonly { readonly name: string; readonly colour: number; readonly before: string; readonly selected?: number }[], connect: () => Client): Promise<void> {
  for (const place of people) {
    const client = connect();
    await client.synced();
    placeCaret(client, place);
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the tour, ${colorScheme}`, async ({ server, arrive, connect }) => {
    test.setTimeout(180_000);
    const ana = await arrive('Ana Keller', { colorScheme, viewport: desk });
    const { page } = ana;
    for (const title of ['Reading list', 'Minutes of 14 May', 'Letter to the farm']) await createDocument(server.url, { title });
    const address = await ana.startDocument(server.url);
    await ana.introduce();
    await writeFieldNotes(ana);
    const room = new URL(address).pathname.slice('/d/'.length);
    const people = [
      { name: 'Ben Moreau', colour: 8, before: 'springs' },
      { name: 'Cleo Tran', colour: 0, before: 'wrote down', selected: 'wrote down what we saw'.length },
    ];
    await seat(people, () => connect(room));
    await expect(ana.body.locator('.caret')).toHaveCount(people.length);
    await page.evaluate(() => scrollTo(0, 0));
    await picture(ana, `document-${colorScheme}`);
    const walker = await arrive('Dan Okafor', { colorScheme, ...phone });
    await walker.openDocument(address);
    await expect(walker.page.getByRole('button', { name: 'Insert', exact: true })).toBeAttached();
    await expect(walker.body.locator('.caret').first()).toBeAttached();
    await picture(walker, `phone-${colorScheme}`);
    await walker.leave();

    // Room for the menu below the caret.
    await page.setViewportSize({ width: 1440, height: 1080 });
    await ana.startDocument(server.url);
    await writeMethod(ana);
    await ana.expectSaved();
    await picture(ana, `writing-${colorScheme}`);
    await page.keyboard.press('Escape');
    await page.setViewportSize(desk);

    await expect.poll(async () => {
      await ana.openList(server.url);
      return await page.getByRole('link', { name: 'How we count' }).count();
    }).toBe(1);
    await page.getByRole('button', { name: 'Star Field notes, spring survey' }).click();
    await expect(page.getByRole('button', { name: 'Star Field notes, spring survey' })).toHaveAttribute('aria-pressed', 'true');
    await page.mouse.move(5, 600);
    await picture(ana, `list-${colorScheme}`);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Find a document or an action' }).fill('do');
    await expect(page.getByRole('option', { name: 'New document' })).toBeVisible();
    await picture(ana, `palette-${colorScheme}`);
  });
}
