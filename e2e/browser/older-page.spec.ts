/** [P23] A page older than the document reads it, offers to reload, and changes not one byte of it. */
import * as Y from 'yjs';
import { expect, test } from '../harness/browser-fixtures.ts';
import { type Client, connectClient } from '../harness/client.ts';
import type { Person } from '../harness/person.ts';

/** Above any that this page may have. */
const newerSchema = { schema: '60000' };

interface Room {
  readonly wsUrl: string;
  readonly room: string;
}

/** Blocks, attributes and marks that no page of today knows, between some that it does. */
function writeFromTheFuture({ doc }: Client): void {
  doc.transact(() => {
    const fragment = doc.getXmlFragment('default');
    const known = new Y.XmlElement('paragraph');
    known.setAttribute('hologram', 'on');
    const text = new Y.XmlText();
    known.insert(0, [text]);
    const future = new Y.XmlElement('hologram');
    future.insert(0, [new Y.XmlText('from the future')]);
    fragment.insert(0, [known, future]);
    text.insert(0, 'A line that every page knows');
    text.format(2, 4, { shimmering: {} });
  });
}

/** Gives the update of it alone. */
function writeLater({ doc }: Client): Uint8Array {
  let written: Uint8Array = new Uint8Array();
  doc.once('update', (update) => (written = update));
  const line = new Y.XmlElement('paragraph');
  line.insert(0, [new Y.XmlText('A later line')]);
  doc.getXmlFragment('default').push([line]);
  return written;
}

async function bytesOf({ wsUrl, room }: Room): Promise<string> {
  const reader = connectClient({ wsUrl, room, params: newerSchema });
  try {
    await reader.synced();
    return Buffer.from(Y.encodeStateAsUpdate(reader.doc)).toString('base64');
  } finally {
    reader.close();
  }
}

async function expectReader({ body, status, page }: Person): Promise<void> {
  await expect(status).toContainText('Read-only');
  await expect(body).toHaveAttribute('contenteditable', 'false');
  await expect(body).toContainText('every page knows');
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toBeHidden();
  await expect(status.getByRole('button', { name: 'Reload' })).toBeVisible();
}

/** What somebody does who has not noticed. */
async function tryToWrite({ page, body, title }: Person): Promise<void> {
  await body.click();
  await page.keyboard.type('mine');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Backspace');
  await title.click();
  await page.keyboard.type('My title');
}

test('[P23] a page that opens a newer document finds it read-only, and leaves every byte of it as it was', async ({ server, arrive }) => {
  const room = { wsUrl: server.wsUrl, room: 'from-the-future' };
  const writer = connectClient({ ...room, params: newerSchema });
  await writer.synced();
  writeFromTheFuture(writer);
  await expect.poll(async () => (await bytesOf(room)).length).toBeGreaterThan(100);
  const before = await bytesOf(room);
  const ana = await arrive('Ana');
  await ana.page.goto(`${server.url}/d/${room.room}`);
  await expectReader(ana);
  await tryToWrite(ana);
  // By the button: the page is as old as before, and what it kept on this device does no harm either.
  const loaded = ana.page.waitForEvent('load');
  await ana.status.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await expectReader(ana);
  expect(await bytesOf(room)).toBe(before);
  expect(Buffer.from(Y.encodeStateAsUpdate(writer.doc)).toString('base64')).toBe(before);
  writer.close();
});

test('[P23] a page that a newer one overtakes stops writing, and changes nothing from then on', async ({ server, arrive }) => {
  const room = { wsUrl: server.wsUrl, room: 'overtaken' };
  const ana = await arrive('Ana');
  await ana.openDocument(`${server.url}/d/${room.room}`);
  await ana.write('Written by the older page');
  await ana.expectSaved();
  const writer = connectClient({ ...room, params: newerSchema });
  await writer.synced();
  writeFromTheFuture(writer);
  await expectReader(ana);
  const expected = new Y.Doc();
  Y.applyUpdate(expected, Y.encodeStateAsUpdate(writer.doc));
  await tryToWrite(ana);
  Y.applyUpdate(expected, writeLater(writer));
  await expect(ana.body).toContainText('A later line');
  // Whoever is seen to have gone has been heard to the end.
  await ana.page.goto('about:blank');
  await expect.poll(() => writer.provider.awareness.getStates().size).toBe(1);
  expect(await bytesOf(room)).toBe(Buffer.from(Y.encodeStateAsUpdate(expected)).toString('base64'));
  // oxlint-disable-next-line typescript/no-base-to-string -- a fragment's own toString() gives its text
  expect(writer.doc.getXmlFragment('default').toString()).toContain('Written by the older page');
  writer.close();
});
