/** Images and files in the text: taken in, described, resized, seen by the others; and what goes wrong on the way is said, with no text lost. */
import { expectNothingFound } from '../harness/accessibility.ts';
import { blockedServiceWorker, expect, test } from '../harness/browser-fixtures.ts';
import { look } from '../harness/look.ts';
import { noticesFromNow } from '../harness/notices.ts';
import type { Person } from '../harness/person.ts';
import { png } from '../harness/png.ts';

async function choose({ page }: Person, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  await page.getByTestId('file-chooser').setInputFiles({ name, mimeType, buffer });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`an image is uploaded, described and resized, for everybody, ${colorScheme}`, async ({ server, arrive }) => {
    const [ana, ben] = [await arrive('Ana', { colorScheme }), await arrive('Ben', { colorScheme })];
    const address = await ana.startDocument(server.url);
    await ben.openDocument(address);
    await ana.write('Before the image');
    await choose(ana, 'square.png', 'image/png', png(200));
    const image = ana.body.locator('figure.image img');
    await expect(image).toBeVisible();
    await expect(ben.body.locator('figure.image img')).toBeVisible();
    await expect.poll(async () => await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(200);
    await image.click();
    await ana.page.getByRole('button', { name: 'Description and caption' }).click();
    const dialog = ana.page.getByRole('dialog', { name: 'Image' });
    await dialog.getByRole('textbox', { name: 'Description' }).fill('A grey square');
    await dialog.getByRole('textbox', { name: 'Caption' }).fill('Figure 1: nothing much');
    await expectNothingFound(ana);
    await dialog.getByRole('button', { name: 'Save image' }).click();
    await expect(ben.body.getByRole('img', { name: 'A grey square' })).toBeVisible();
    await expect(ben.body.locator('figcaption')).toHaveText('Figure 1: nothing much');
    await ana.page.getByRole('slider').focus();
    await ana.page.keyboard.press('ArrowLeft');
    await expect(ben.body.locator('figure.image img')).toHaveAttribute('width', '192');
    await expectNothingFound(ana);
    await look(ana, `image-${colorScheme}`);
    await ana.expectSaved();
    await ana.page.reload();
    await expect(ana.body.getByRole('img', { name: 'A grey square' })).toBeVisible();
    await ana.page.setViewportSize({ width: 360, height: 740 });
    await look(ana, `image-phone-${colorScheme}`);
    await ana.expectToFit();
  });
}

test('what is no image, and a connection that is lost in the middle, are said in the text; nothing that was written is lost', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/, blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  await ana.startDocument(server.url);
  await ana.write('Words that stay');
  await choose(ana, 'fake.png', 'image/png', Buffer.from('no image at all'));
  const failed = ana.body.locator('.upload.is-failed');
  await expect(failed).toContainText('fake.png was not uploaded. It is not an image that can be shown');
  await failed.getByRole('button', { name: 'Remove' }).click();
  await expect(ana.body.locator('.upload')).toHaveCount(0);

  await ana.page.route('**/files?**', async (route) => await route.abort('connectionreset'));
  await choose(ana, 'square.png', 'image/png', png(50));
  await expect(failed).toContainText('The connection was lost');
  await look(ana, 'upload-failed');
  await expectNothingFound(ana);
  await ana.page.keyboard.press('ControlOrMeta+End');
  await ana.page.keyboard.type(' and go on');
  await ana.page.unroute('**/files?**');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect(ana.body.locator('figure.image img')).toBeVisible();
  await expect(ana.body).toContainText('Words that stay and go on');
  await ana.expectSaved();
});

test('a pasted and a dropped image arrive, and another kind of file becomes a link to itself', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Text');
  const hand = async (kind: 'paste' | 'drop', bytes: Buffer): Promise<void> =>
    await ana.body.evaluate((element, { kind: how, data }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(data)], 'square.png', { type: 'image/png' }));
      const { left, top } = element.getBoundingClientRect();
      const event = how === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
        : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 });
      element.dispatchEvent(event);
    }, { kind, data: [...bytes] });
  await hand('paste', png(20));
  await expect(ana.body.locator('figure.image img')).toHaveCount(1);
  await hand('drop', png(30));
  await expect(ana.body.locator('figure.image img')).toHaveCount(2);
  await choose(ana, 'notes.txt', 'text/plain', Buffer.from('plain words'));
  await expect(ana.body.getByRole('link', { name: 'notes.txt' })).toHaveAttribute('href', /^\/api\/files\//);
});

test('a file that is dropped beside the text goes to its end, and the browser does not open it in place of the document', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.write('Text');
  await expect(ana.page.getByTestId('file-chooser')).toBeAttached();
  const places = { header: ana.page.getByRole('banner'), title: ana.page.getByRole('textbox', { name: 'Title' }) };
  for (const [name, place] of Object.entries(places)) {
    const isTaken = await place.evaluate((element, file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['words'], file, { type: 'text/plain' }));
      const hand = (kind: string): boolean =>
        !element.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      return [hand('dragover'), hand('drop')];
    }, `${name}.txt`);
    expect(isTaken).toEqual([true, true]);
    await expect(ana.body.locator('p').last()).toHaveText(`${name}.txt`);
  }
  await expect(ana.body.locator('p').first()).toHaveText('Text');
});

test('a file on its way goes on when the language is changed, and is said not to have arrived when the person leaves', async ({ server, arrive, expectedProblems }) => {
  expectedProblems.push(/Failed to load resource/, blockedServiceWorker);
  const ana = await arrive('Ana', { serviceWorkers: 'block' });
  await ana.startDocument(server.url);
  await ana.write('Text');
  const upload = ana.page.locator('.upload');
  await ana.page.route('**/files?**', () => {});
  await choose(ana, 'square.png', 'image/png', png(40));
  await expect(upload).toContainText('Uploading square.png');
  await ana.page.getByRole('button', { name: 'Document menu' }).click();
  await ana.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(upload).toContainText('square.png wird hochgeladen');
  const notices = await noticesFromNow(ana);
  await ana.page.getByRole('link', { name: 'Dokumente', exact: true }).click();
  await expect.poll(async () => (await notices()).join()).toContain('square.png wurde nicht hochgeladen');
});

for (const { locale, typed, insert, item } of [
  { locale: 'en-GB', typed: '/image', insert: 'Insert', item: 'Image or file' },
  { locale: 'de-DE', typed: '/bild', insert: 'Einfügen', item: 'Bild oder Datei' },
]) {
  test(`an image is put in from the slash menu and from the insert menu, by keyboard alone, ${locale}`, async ({ server, arrive }) => {
    const ana = await arrive('Ana', { locale });
    const { page } = ana;
    const body = page.locator('.ProseMirror[contenteditable=true]');
    await page.goto(`${server.url}/d/pictures`);
    await expect(body).toBeEditable();
    await expect(page.getByTestId('file-chooser')).toBeAttached();
    await body.focus();
    await page.keyboard.type(typed);
    await expect(page.getByRole('option', { name: item })).toBeVisible();
    const first = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await first).setFiles({ name: 'square.png', mimeType: 'image/png', buffer: png(40) });
    await expect(body.locator('figure.image img')).toHaveCount(1);
    await expect(body).not.toContainText(typed);

    const button = page.getByRole('button', { name: insert, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: item })).toBeVisible();
    await page.getByRole('menuitem', { name: item }).focus();
    const second = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await second).setFiles({ name: 'other.png', mimeType: 'image/png', buffer: png(50) });
    await expect(body.locator('figure.image img')).toHaveCount(2);
  });
}

test('a picture that is in pasted HTML itself is uploaded, and stands where it stood', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await expect(ana.page.getByTestId('file-chooser')).toBeAttached();
  await ana.body.focus();
  await ana.body.evaluate((element, source) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'before after');
    transfer.setData('text/html', `<p>before</p><p><img alt="A square" src="${source}"></p><p>after</p>`);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
  }, `data:image/png;base64,${png(60).toString('base64')}`);
  await expect(ana.body.getByRole('img', { name: 'A square' })).toBeVisible();
  await expect(ana.body.locator('p:has-text("before") + figure.image + p:has-text("after")')).toHaveCount(1);
  await ana.expectSaved();
});
