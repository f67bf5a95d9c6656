/** Import and export over real sockets. [E1–E4] */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { openHttpScene, type Answer, type HttpScene } from '../../testing/http-scene.ts';
import { conversion as feature } from './conversion.ts';

let scene: HttpScene | undefined;

async function open(): Promise<HttpScene> {
  scene = await openHttpScene({ features: [feature] });
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const bring = async ({ send }: HttpScene, query: string, body: string | Uint8Array, type = 'application/octet-stream'): Promise<Answer> =>
  await send(`/api/documents/import?${query}`, { method: 'POST', body, headers: { 'content-type': type } });

describe('bringing in', () => {
  test('[E1] Markdown becomes a document, its first heading the title', async () => {
    const opened = await open();
    const made = await bring(opened, 'format=md&id=a', '# Notes\n\nSome *words*.\n');
    expect([made.status, made.headers['location'], made.json()]).toMatchObject([201, '/api/documents/a', { id: 'a', title: 'Notes' }]);
    expect((await opened.memory.store.load('a'))?.meta).toMatchObject({ title: 'Notes', schemaVersion: expect.any(Number) });
    expect((await opened.send('/api/documents/a/export?format=md')).text).toBe('# Notes\n\nSome *words*.\n');
  });

  test('[E1] what it is, the query says, or the name, or the type; the name is the last title', async () => {
    const opened = await open();
    expect((await bring(opened, 'name=My%20list.md', 'words')).json()).toMatchObject({ title: 'My list' });
    expect((await bring(opened, '', '<title>T</title><p>x</p>', 'text/html; charset=utf-8')).json()).toMatchObject({ title: 'T' });
    expect((await bring(opened, 'format=html&title=Mine', '<h1>Its</h1><p>x</p>')).json()).toMatchObject({ title: 'Mine' });
    expect((await bring(opened, '', 'x')).status).toBe(415);
    expect((await bring(opened, 'format=odt', 'x')).status).toBe(400);
  });

  test.each([
    ['format=md', Buffer.from([0xff, 0xfe, 0x41]), /Markdown.*UTF-8.*Nothing was stored/],
    ['format=docx', Buffer.from('no zip at all'), /Word document.*Nothing was stored/],
    ['format=json', Buffer.from('{"document":{"type":"nonsense"}}'), /JSON.*Nothing was stored/],
    ['format=html', Buffer.from('<div>'.repeat(20_000)), /HTML.*nested too deeply.*Nothing was stored/],
  ])('[E3] an unreadable file (%s) is 422, and nothing is stored', async (query, body, detail) => {
    const opened = await open();
    const answer = await bring(opened, `${query}&id=a`, body);
    expect([answer.status, answer.json()]).toMatchObject([422, { detail: expect.stringMatching(detail) }]);
    expect((await opened.memory.store.list({ limit: 1 })).documents).toEqual([]);
  });

  test('[E3] a name that is taken is 409, one that was deleted 410, and one too large 413', async () => {
    const opened = await open();
    await bring(opened, 'format=md&id=a', 'x');
    expect((await bring(opened, 'format=md&id=a', 'y')).status).toBe(409);
    await opened.memory.documents.trash('a');
    expect((await bring(opened, 'format=md&id=a', 'y')).status).toBe(410);
    expect((await bring(opened, 'format=md', Buffer.alloc(32 * 1024 * 1024 + 1, 0x61))).status).toBe(413);
  });

  test('[E3] four are brought in at a time: one more is 503, and comes in when there is room', async () => {
    const opened = await open();
    const slow = [1, 2, 3, 4].map((number) => request(`${opened.url}/api/documents/import?format=md&id=slow-${number}`, { method: 'POST', agent: false }));
    const answers = slow.map(async (sent) => (await once(sent, 'response')) as [IncomingMessage]);
    // The rest of each file is still to come.
    for (const sent of slow) sent.write('begun');
    await expect.poll(async () => (await bring(opened, 'format=md', 'x')).status, { timeout: 10_000 }).toBe(503);
    for (const sent of slow) sent.end(' and ended');
    expect((await Promise.all(answers)).map(([answer]) => answer.resume().statusCode)).toEqual([201, 201, 201, 201]);
    expect((await bring(opened, 'format=md', 'x')).status).toBe(201);
  });
});

describe('taking out', () => {
  test('[E2] each format is a file under the name of its title', async () => {
    const opened = await open();
    await bring(opened, 'format=md&id=a', '# Zü/rich\n\n- [x] done\n');
    const md = await opened.send('/api/documents/a/export?format=md');
    expect(md.headers).toMatchObject({
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename="Z_ rich.md"; filename*=UTF-8''Z%C3%BC%20rich.md`,
    });
    const html = await opened.send('/api/documents/a/export?format=html');
    expect(html.text).toContain('<h1>Zü/rich</h1>');
    expect(html.headers['content-security-policy']).toContain('sandbox');
    const json = await opened.send('/api/documents/a/export?format=json');
    expect(json.json()).toMatchObject({ title: 'Zü/rich', document: { type: 'doc', content: [{ type: 'taskList' }] } });
    for (const [format, body] of [['html', html.bytes], ['json', json.bytes]] as const) {
      const again = await bring(opened, `format=${format}&id=from-${format}`, body);
      expect(again.json()).toMatchObject({ title: 'Zü/rich' });
      expect((await opened.send(`/api/documents/from-${format}/export?format=md`)).text).toBe(md.text);
    }
  });

  test('[E2] what is not there is 404, what was deleted 410, a format that nobody knows 400', async () => {
    const opened = await open();
    expect((await opened.send('/api/documents/none/export?format=md')).status).toBe(404);
    expect((await opened.send('/api/documents/none/export?format=odt')).status).toBe(400);
    expect((await opened.send('/api/documents/%ff/export?format=md')).status).toBe(400);
    await bring(opened, 'format=md&id=a', 'x');
    await opened.memory.documents.trash('a');
    expect((await opened.send('/api/documents/a/export?format=md')).status).toBe(410);
  });
});
