/** Renews the pictures in docs/images: two people in one document, in both themes. Run by `npm run screenshots`. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '../harness/browser-fixtures.ts';
import type { Person } from '../harness/person.ts';

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));

async function writeTogether(ana: Person, ben: Person): Promise<void> {
  await ana.title.fill('Field notes, spring survey');
  await ana.write('The upper meadow was cut late again, and it shows: the grass stands knee-high in the hollow and hardly to the ankle on the ridge. ');
  await ana.page.keyboard.type('We walked it twice, once from each side, and wrote down what we saw before we spoke of it.');
  await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('## Counting the orchids\n');
  await ana.page.keyboard.type('Forty-one spikes in the lower third, against twenty-six last year. The rest is within what a late frost in April could explain, and _nobody_ wants to read a trend into two springs\n');
  await ana.page.keyboard.type('[ ] Mark the corners of plots 4 to 9\nPhotograph each plot from the north post\nAsk the farm when the hollow was last grazed\n\n');
  await ana.page.keyboard.type('> What is counted by one person alone is an opinion with numbers in it.');
  await ana.expectSaved();
  await ana.page.getByRole('checkbox').first().click();
  await expect(ben.body).toContainText('numbers in it');
  await ben.body.getByText('two springs').click();
  await ben.page.keyboard.press('End');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a document that two people write, ${colorScheme}`, async ({ server, arrive }) => {
    const options = { colorScheme, viewport: { width: 1440, height: 900 } };
    const [ana, ben] = await Promise.all([arrive('Ana Keller', options), arrive('Ben Moreau', options)]);
    const address = await ana.startDocument(server.url);
    await ana.introduce();
    await ben.openDocument(address);
    await ben.introduce();
    await writeTogether(ana, ben);
    await expect(ana.caretOf('Ben Moreau')).toBeVisible();
    await ana.page.screenshot({ path: `${images}document-${colorScheme}.png` });
    await ana.page.setViewportSize({ width: 360, height: 740 });
    await ana.page.screenshot({ path: `${images}phone-${colorScheme}.png` });
    await ana.page.setViewportSize({ width: 1440, height: 900 });
    await ana.startDocument(server.url);
    await ana.title.fill('Minutes of 14 May');
    await ana.write('Present: Ana, Ben.');
    await ana.expectSaved();
    await expect.poll(async () => {
      await ana.openList(server.url);
      return await ana.page.getByRole('link', { name: 'Minutes of 14 May' }).count();
    }).toBe(1);
    await ana.page.screenshot({ path: `${images}list-${colorScheme}.png` });
  });
}
