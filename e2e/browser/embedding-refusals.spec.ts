/** What an embedded editor may not do, and what it says then: tokens, readers, origins, newer documents; and pictures, on allowed pages alone. */
import * as Y from 'yjs';
import { lostConnection } from '../harness/browser-fixtures.ts';
import { connectClient } from '../harness/client.ts';
import { expect, openEmbedded, test, told } from '../harness/embedding-fixtures.ts';
import { ForeignPages } from '../harness/foreign-pages.ts';
import { look } from '../harness/look.ts';
import type { Person } from '../harness/person.ts';

// One build serves them all.
test.describe.configure({ mode: 'default' });

test('a refused token is said, and a new one opens the document', async ({ startAsking, pages, arrive }) => {
  const identity = { kind: 'anonymous' } as const;
  await startAsking({
    authenticate: async ({ token }) => (token === 'good' ? { kind: 'identified', identity } : { kind: 'refused', reason: 'That token has expired.' }),
  });
  const ana = await arrive('Ana');
  await ana.page.goto(pages.url('react', { document: 'guarded', token: 'stale', name: 'Ana' }));
  const panel = ana.page.getByTestId('end-panel');
  await expect(panel).toContainText('That token has expired.');
  await expect(told(ana)).toHaveText('ended');
  await expect(panel.getByRole('link')).toHaveCount(0);
  await look(ana, 'embedded-refused');
  await ana.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(ana.body).toBeEditable();
  await ana.write('Let in');
  await expect(told(ana)).toHaveText('saved');
  await expect(panel).toHaveCount(0);
});

test('who may only read is told so, and can not type', async ({ startAsking, pages, arrive }) => {
  await startAsking({
    authorize: (_identity, _documentId, action) => (action === 'read' || action === 'awareness' ? { allowed: true } : { allowed: false, reason: 'For reading only.' }),
  });
  const ana = await arrive('Ana');
  await ana.page.goto(pages.url('react', { document: 'library', name: 'Ana' }));
  await expect(ana.status).toContainText('Read-only');
  await expect(ana.body).toHaveAttribute('contenteditable', 'false');
  await expect(told(ana)).toHaveText('read-only');
  await expect(ana.page.getByRole('toolbar', { name: 'Formatting' })).toHaveCount(0);
});

test('[P7] a page that is not allowed is told what may be wrong', async ({ server, pages, arrive, expectedProblems }) => {
  expectedProblems.push(lostConnection, /Unexpected response code: 403/);
  pages.documents = server.url;
  const ana = await arrive('Ana');
  await ana.page.goto(pages.url('react', { document: 'refused' }));
  const notice = ana.page.getByRole('alert').filter({ hasText: 'No connection' });
  await expect(notice).toContainText(`--allow-origin ${pages.origin}`);
  await expect(notice.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expect(told(ana)).toHaveText('unavailable');
});

test('what can not be an address or a name is said instead of the editor, and the page goes on', async ({ allowing, pages, arrive }) => {
  void allowing;
  const ana = await arrive('Ana');
  await ana.page.goto(pages.url('react', { server: 'notes', document: 'a' }));
  await expect(ana.page.getByRole('alert').filter({ hasText: '"notes" is no address of a server' })).toBeVisible();
  await ana.page.getByRole('button', { name: 'Close the document' }).click();
  await expect(ana.page.getByRole('button', { name: 'Open the document' })).toBeVisible();
});

test('[P23] an embedded editor that is older than the document reads it, and changes no byte of it', async ({ allowing, pages, arrive }) => {
  const writer = connectClient({ wsUrl: allowing.wsUrl, room: 'future', params: { schema: '60000' } });
  await writer.synced();
  writer.doc.transact(() => {
    const [known, future] = [new Y.XmlElement('paragraph'), new Y.XmlElement('hologram')];
    known.insert(0, [new Y.XmlText('A line that every page knows')]);
    writer.doc.getXmlFragment('default').insert(0, [known, future]);
  });
  const ana = await arrive('Ana');
  await ana.page.goto(pages.url('react', { document: 'future', name: 'Ana' }));
  await expect(ana.status).toContainText('Read-only');
  await expect(ana.body).toContainText('every page knows');
  await expect(ana.body).toHaveAttribute('contenteditable', 'false');
  const before = Buffer.from(Y.encodeStateAsUpdate(writer.doc)).toString('base64');
  await ana.body.click();
  await ana.page.keyboard.type('mine');
  await ana.page.getByRole('button', { name: 'Close the document' }).click();
  const reader = connectClient({ wsUrl: allowing.wsUrl, room: 'future', params: { schema: '60000' } });
  await reader.synced();
  expect(Buffer.from(Y.encodeStateAsUpdate(reader.doc)).toString('base64')).toBe(before);
  for (const client of [reader, writer]) client.close();
});

/** A picture of one pixel. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** What becomes of an image that a page's script asks for. */
async function load({ page }: Person, address: string, crossOrigin: 'anonymous' | null): Promise<string> {
  return await page.evaluate(
    async ([src, mode]) =>
      await new Promise<string>((resolve) => {
        const image = new Image();
        image.crossOrigin = mode;
        image.addEventListener('load', () => resolve('shown'));
        image.addEventListener('error', () => resolve('refused'));
        image.src = src;
      }),
    [address, crossOrigin] as const,
  );
}

test('[F7] pictures and files are taken and shown on a page of an allowed origin, and on no other', async ({ allowing, pages, built, arrive, expectedProblems }) => {
  const ana = await arrive('Ana');
  await openEmbedded(ana, pages.url('react', { document: 'pictures', name: 'Ana' }));
  await ana.write('A picture');
  await ana.page.getByTestId('file-chooser').setInputFiles({ name: 'pixel.png', mimeType: 'image/png', buffer: pixel });
  const picture = ana.body.locator('figure.image img');
  await expect.poll(async () => await picture.evaluate((found) => (found as HTMLImageElement).naturalWidth)).toBe(1);
  const address = (await picture.getAttribute('src')) ?? '';
  expect(address.startsWith(`${allowing.url}/api/files/`)).toBe(true);
  await ana.page.getByTestId('file-chooser').setInputFiles({ name: 'minutes.txt', mimeType: 'text/plain', buffer: Buffer.from('What was said') });
  const link = ana.body.getByRole('link', { name: 'minutes.txt' });
  await expect(link).toHaveAttribute('href', new RegExp(`^${allowing.url}/api/files/`));
  await ana.expectSaved();
  // In the document they are paths, so that every page can ask its own way.
  const reader = connectClient({ wsUrl: allowing.wsUrl, room: 'pictures' });
  await reader.synced();
  const held = JSON.stringify(reader.doc.getXmlFragment('default').toArray().map((block) => (block instanceof Y.XmlElement ? [block.getAttributes(), block.toArray().map((part) => (part instanceof Y.XmlText ? part.toDelta() : null))] : null)));
  expect(held).toContain('"src":"/api/files/');
  expect(held).not.toContain(allowing.url);
  reader.close();
  // As this page asks for it, and as any page could that was not allowed.
  expectedProblems.push(/CORS policy|ERR_FAILED|ERR_BLOCKED_BY_RESPONSE/);
  expect([await load(ana, address, 'anonymous'), await load(ana, address, null)]).toEqual(['shown', 'refused']);
  // One past: a page of another port of the same host gets it in neither way.
  const elsewhere = await ForeignPages.serve(built);
  elsewhere.documents = allowing.url;
  const eve = await arrive('Eve');
  expectedProblems.push(lostConnection);
  await eve.page.goto(elsewhere.url('plain', { document: 'pictures' }));
  expect([await load(eve, address, 'anonymous'), await load(eve, address, null)]).toEqual(['refused', 'refused']);
  await elsewhere.close();
});

