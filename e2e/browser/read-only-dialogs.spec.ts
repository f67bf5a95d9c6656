/** What a person is writing in a dialog when the document turns read-only goes nowhere by itself: not into the document, and not away. */
import * as Y from 'yjs';
import { expectNothingFound } from '../harness/accessibility.ts';
import { expect, test } from '../harness/browser-fixtures.ts';
import { type Client, connectClient } from '../harness/client.ts';
import { deleteDocument } from '../harness/documents-api.ts';
import { look } from '../harness/look.ts';
import type { Person } from '../harness/person.ts';
import { png } from '../harness/png.ts';

interface Asked {
  readonly name: string;
  readonly open: (person: Person) => Promise<void>;
  readonly field: string;
  readonly save: string;
}

const dialogs: readonly Asked[] = [
  {
    name: 'a link',
    open: async ({ page, body }) => {
      await body.focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+k');
    },
    field: 'Address',
    save: 'Save link',
  },
  {
    name: 'a formula',
    open: async ({ page }) => {
      await page.getByRole('button', { name: 'Insert', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Formula in the line' }).click();
    },
    field: 'LaTeX',
    save: 'Save formula',
  },
  {
    name: 'an image',
    open: async ({ page, body }) => {
      await page.getByTestId('file-chooser').setInputFiles({ name: 'square.png', mimeType: 'image/png', buffer: png(80) });
      await body.locator('figure.image img').click();
      await page.getByRole('button', { name: 'Description and caption' }).click();
    },
    field: 'Description',
    save: 'Save image',
  },
];

/** A page that is newer than this one can write here, too. */
function overtake({ doc }: Client): void {
  const future = new Y.XmlElement('hologram');
  future.insert(0, [new Y.XmlText('from the future')]);
  doc.getXmlFragment('default').push([future]);
}

for (const { name, open: ask, field, save } of dialogs) {
  for (const end of ['a newer page overtakes it', 'the document is deleted'] as const) {
    test(`what is typed for ${name} stays to be copied, and goes nowhere, when ${end}`, async ({ server, arrive, expectedProblems }) => {
      // A picture goes with its document, and the page may ask for it again.
      if (end === 'the document is deleted') expectedProblems.push(/status of 410/);
      const ana = await arrive('Ana');
      const { page } = ana;
      const address = await ana.startDocument(server.url);
      const room = new URL(address).pathname.slice('/d/'.length);
      await ana.write('Words');
      await ask(ana);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: field }).fill('https://example.org/typed');
      await ana.expectSaved();
      const newer = connectClient({ wsUrl: server.wsUrl, room, params: { schema: '60000' } });
      await newer.synced();
      if (end === 'the document is deleted') await deleteDocument(server.url, room);
      else overtake(newer);
      await expect(dialog.getByRole('alert')).toContainText('can only be read now');
      const before = Buffer.from(Y.encodeStateAsUpdate(newer.doc)).toString('base64');
      await expect(dialog.getByRole('textbox', { name: field })).toHaveValue('https://example.org/typed');
      await expect(dialog.getByRole('button', { name: save })).toBeDisabled();
      await dialog.getByRole('textbox', { name: field }).press('Enter');
      await expect(dialog.getByRole('textbox', { name: field })).toHaveValue('https://example.org/typed');
      await look(ana, `refused-${save.replaceAll(' ', '-').toLowerCase()}`);
      await expectNothingFound(ana);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(page.getByRole('group', { name: 'Saving' })).toContainText('Read-only');
      expect(Buffer.from(Y.encodeStateAsUpdate(newer.doc)).toString('base64')).toBe(before);
      newer.close();
    });
  }
}
