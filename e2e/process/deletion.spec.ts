/** A deleted document stays deleted: for who has it open, for who comes later, and over a restart. */
import * as Y from 'yjs';
import { createDocument, deleteDocument, findDocument, problemOf, renameDocument } from '../harness/documents-api.ts';
import { expect, test } from '../harness/fixtures.ts';
import { deniedReasonOf, emptyStep1, step2Frame } from '../harness/frames.ts';
import { sendRequest } from '../harness/http-request.ts';
import { RawClient } from '../harness/raw-client.ts';

test('[P31] open sessions get a reason and then 4404, and other documents notice nothing', async ({ server, connect }) => {
  await createDocument(server.url, { id: 'gone' });
  const elsewhere = connect('elsewhere');
  await elsewhere.synced();
  const raw = new RawClient({ url: `${server.wsUrl}/gone` });
  await raw.opened;
  raw.send(emptyStep1);
  await expect.poll(() => raw.frames.length).toBeGreaterThan(0);

  expect((await deleteDocument(server.url, 'gone')).status).toBe(204);
  expect((await raw.closed).code).toBe(4404);
  const last = raw.frames.at(-1);
  expect(last === undefined ? null : deniedReasonOf(last)).toMatch(/\S+ .*\./);
  expect(elsewhere.provider.wsconnected).toBe(true);
});

test('[P31] a stock client that has it open stops for good', async ({ server, connect }) => {
  const client = connect('stopped');
  await client.synced();
  client.doc.getText('title').insert(0, 'Soon gone');
  await expect.poll(async () => await findDocument(server.url, 'stopped')).toBeDefined();
  const closed = new Promise<number>((resolve) => {
    client.provider.on('closed', ({ code }: { code: number }) => resolve(code));
  });
  await deleteDocument(server.url, 'stopped');
  expect(await closed).toBe(4404);
  expect(client.provider.shouldConnect).toBe(false);
});

test('[P31] nobody revives it, whatever they bring, before and after a restart', async ({ server }) => {
  await createDocument(server.url, { id: 'buried' });
  await deleteDocument(server.url, 'buried');
  await expectRefused();
  await server.kill('SIGKILL');
  await server.restart();
  await expectRefused();
  expect(await findDocument(server.url, 'buried')).toBeUndefined();

  async function expectRefused(): Promise<void> {
    const doc = new Y.Doc();
    doc.getText('title').insert(0, 'I am back');
    const raw = new RawClient({ url: `${server.wsUrl}/buried` });
    await raw.opened;
    raw.send(emptyStep1);
    raw.send(step2Frame(Y.encodeStateAsUpdate(doc)));
    expect((await raw.closed).code).toBe(4404);
    expect(raw.frames.some((frame) => deniedReasonOf(frame) !== null)).toBe(true);
    expect(problemOf(await renameDocument(server.url, 'buried', 'Back')).status).toBe(410);
    const created = await createDocument(server.url, { id: 'buried' });
    expect(created.status).toBeGreaterThanOrEqual(400);
    expect(problemOf(created).status).toBe(created.status);
  }
});

test('[P34] out of the trash it opens again with all that it held, and erased it does not', async ({ server, connect }) => {
  const writer = connect('kept');
  await writer.synced();
  writer.doc.getText('title').insert(0, 'Kept');
  await expect.poll(async () => (await findDocument(server.url, 'kept'))?.title).toBe('Kept');
  await deleteDocument(server.url, 'kept');
  await server.kill('SIGKILL');
  await server.restart();
  const restore = { url: `${server.url}/api/trash/kept/restore`, method: 'POST' };
  expect((await sendRequest(restore)).status).toBe(200);
  const reader = connect('kept');
  await reader.synced();
  expect(reader.doc.getText('title').toString()).toBe('Kept');
  await deleteDocument(server.url, 'kept');
  expect((await sendRequest({ url: `${server.url}/api/trash/kept`, method: 'DELETE' })).status).toBe(204);
  expect((await sendRequest(restore)).status).toBe(404);
});

test('[P4] opening a name creates nothing', async ({ server, connect }) => {
  const visitor = connect('only-visited');
  await visitor.synced();
  expect(await findDocument(server.url, 'only-visited')).toBeUndefined();
  const { status } = await sendRequest({ url: `${server.url}/api/documents/only-visited`, method: 'DELETE' });
  expect(status).toBe(404);
});
