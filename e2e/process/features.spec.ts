/** Files, chat, search, import and export of a real process, over a kill and a restart. */
import { expect, test } from '../harness/fixtures.ts';

interface Listed {
  readonly documents: readonly { readonly id: string; readonly starred: boolean }[];
}

test('what was uploaded, said, starred and brought in is there after SIGKILL, and is found', async ({ server }) => {
  const api = async (path: string, init?: RequestInit): Promise<Response> => await fetch(`${server.url}${path}`, init);
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), Buffer.from('IHDR'), Buffer.alloc(700 * 1024, 7)]);
  const brought = await api('/api/documents/import?format=md&id=log', { method: 'POST', body: '# Log\n\nThe **harbour** at dawn.\n' });
  expect(brought.status).toBe(201);
  const uploaded = await api('/api/documents/log/files?name=a.png', { method: 'POST', body: new Uint8Array(png), headers: { 'content-type': 'image/png' } });
  expect(uploaded.status).toBe(201);
  const { url } = (await uploaded.json()) as { url: string };
  const body = JSON.stringify({ name: 'Ana', text: 'Hello' });
  expect((await api('/api/documents/log/chat', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status).toBe(201);
  expect((await api('/api/documents/log/star', { method: 'PUT' })).status).toBe(204);
  await server.kill('SIGKILL');
  await server.restart();
  const find = async (): Promise<string[]> => {
    const { documents } = (await (await api('/api/documents?query=harbour&starred=true')).json()) as Listed;
    return documents.map(({ id }) => id);
  };
  // A text that was not kept before the kill is read again after the start, which a search waits for, but not for ever.
  await expect.poll(find).toEqual(['log']);
  const image = await api(url);
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await image.arrayBuffer()).equals(png)).toBe(true);
  expect(await (await api('/api/documents/log/chat')).json()).toMatchObject({ messages: [{ name: 'Ana', text: 'Hello' }] });
  expect(await (await api('/api/documents/log/export?format=md')).text()).toBe('# Log\n\nThe **harbour** at dawn.\n');
});

test('what Word gets, Word gives back', async ({ server }) => {
  const markdown = '# Title\n\n## Head\n\n- [x] done\n- [ ] not yet\n';
  await fetch(`${server.url}/api/documents/import?format=md&id=a`, { method: 'POST', body: markdown });
  const docx = await (await fetch(`${server.url}/api/documents/a/export?format=docx`)).arrayBuffer();
  const back = await fetch(`${server.url}/api/documents/import?name=a.docx&id=b`, { method: 'POST', body: docx });
  expect(back.status).toBe(201);
  expect(await (await fetch(`${server.url}/api/documents/b/export?format=md`)).text()).toBe(markdown);
});
