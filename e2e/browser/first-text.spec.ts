/** The text that this device has is on the screen before the editor's code is there, and stays where it is when it comes. */
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';

test('a document with a copy on this device is read before the editor has loaded, and nothing moves when it has', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  const address = await ana.startDocument(server.url);
  await ana.title.click();
  await ana.page.keyboard.type('A plan for May');
  await ana.write('# Heading\nText with **bold** words.\n- one\ntwo\n\n[ ] to do\n\n> quoted\n\n\n');
  await ana.page.keyboard.type('The last line');
  await ana.expectSaved();

  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  // By what is in them, and not by their names: no file with a part of the editor comes through.
  const editorCode = /addProseMirrorPlugins|someProp/;
  const held = new Set<string>();
  await ana.page.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    // Read before it waits: Playwright does not keep what is answered with later.
    const body = await response.text();
    if (editorCode.test(body)) {
      held.add(route.request().url());
      await released;
    }
    await route.fulfill({ response, body });
  });
  await ana.page.goto(address, { waitUntil: 'commit' });
  await expect(ana.page.getByRole('heading', { name: 'A plan for May', level: 1 })).toBeVisible();
  await expect(ana.page.getByTestId('first-text').getByText('The last line')).toBeVisible();
  await expect(ana.body).toHaveCount(0);
  expect(held.size).toBeGreaterThan(0);
  await ana.page.evaluate(async () => await document.fonts.ready);
  const places = async (): Promise<{ text: string | null; y: number }[]> =>
    await ana.page.evaluate(() => {
      const lines = [...document.querySelectorAll('.text :is(h1, p, li)')].filter((line) => line.textContent !== '');
      return lines.map((line) => ({ text: line.textContent, y: line.getBoundingClientRect().y }));
    });
  const before = await places();
  release();
  await expect(ana.body).toBeEditable();
  await expect(ana.page.getByTestId('first-text')).toHaveCount(0);
  await expect.poll(async () => (await places()).length).toBe(before.length);
  const after = await places();
  // A text field is as high as whole pixels make it.
  for (const [index, { text, y }] of after.entries()) expect(Math.abs(y - (before[index]?.y ?? 0)), text ?? '').toBeLessThan(1);
  // What the page still asks for has no one left to answer it.
  await ana.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('without a copy on this device the page waits for the editor as before', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('Only on the server');
  await ana.expectSaved();
  await ben.openDocument(address);
  await ben.expectText('Only on the server');
});
