/** What is refused, with which code, and that nobody else's session notices. */
import * as Y from 'yjs';
import { deniedReasonOf, emptyStep1, emptyStep2, updateFrame } from '../harness/frames.ts';
import { expect, test } from '../harness/fixtures.ts';
import { sendRequest, upgradeHeaders } from '../harness/http-request.ts';
import { RawClient } from '../harness/raw-client.ts';

const malformed = [
  { what: 'an unknown type', bytes: Uint8Array.of(77, 0) },
  { what: 'a body that ends early', bytes: Uint8Array.of(0, 2, 200, 1) },
  { what: 'trailing bytes', bytes: Uint8Array.of(...emptyStep1, 9) },
  { what: 'an empty frame', bytes: new Uint8Array(0) },
  { what: 'an update that is none', bytes: updateFrame(Uint8Array.of(255, 255, 255)) },
];

for (const { what, bytes } of malformed) {
  test(`[P10] ${what} closes that session with 4400, and no other`, async ({ server, connect }) => {
    const neighbours = [connect('shared'), connect('shared')];
    await Promise.all(neighbours.map(async (client) => await client.synced()));
    const [author, reader] = neighbours;
    const lost: unknown[] = [];
    for (const client of neighbours) client.provider.on('connection-close', () => lost.push(client));

    const raw = await join(`${server.wsUrl}/shared`);
    raw.send(bytes);
    expect((await raw.closed).code).toBe(4400);

    author?.doc.getText('title').insert(0, 'Undisturbed');
    await expect.poll(() => reader?.doc.getText('title').toString()).toBe('Undisturbed');
    expect(lost).toEqual([]);
  });
}

test('[P10] a frame of text is malformed', async ({ server }) => {
  const raw = await join(`${server.wsUrl}/text`);
  raw.sendText('hello');
  expect((await raw.closed).code).toBe(4400);
});

test('[P13] an update with a gap that stays closes that session with 4400, storing nothing', async ({ server, connect }) => {
  const reader = connect('gap');
  await reader.synced();
  const raw = await join(`${server.wsUrl}/gap`);
  raw.send(updateFrame(updateWithGap()));
  // The server asks once more what we have; we claim again to have nothing, and go on as before.
  await expect.poll(() => raw.frames.filter((frame) => frame[0] === 0 && frame[1] === 0).length).toBe(2);
  raw.send(emptyStep2);
  raw.send(updateFrame(updateWithGap()));
  expect((await raw.closed).code).toBe(4400);
  expect(reader.provider.wsconnected).toBe(true);
  expect(Y.encodeStateAsUpdate(reader.doc)).toEqual(Uint8Array.of(0, 0));
});

const badNames = [
  { name: '%ff', why: 'is not UTF-8' },
  { name: 'a%00b', why: 'holds a control character' },
  { name: 'x'.repeat(256), why: 'is longer than 255 bytes' },
  { name: 'a/..%2fb', why: 'holds .. as a segment' },
];

for (const { name, why } of badNames) {
  test(`[P2] a name that ${why} is denied with a reason and 4400`, async ({ server }) => {
    const raw = new RawClient({ url: `${server.wsUrl}/${name}` });
    expect((await raw.closed).code).toBe(4400);
    const reasons = raw.frames.map(deniedReasonOf).filter((reason) => reason !== null);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/\S+ .*\./);
  });
}

test('[P1] a name is percent-decoded once: two spellings are one document', async ({ connect }) => {
  const [plain, encoded] = [connect('a b/ü'), connect('a%20b/%C3%BC')];
  await Promise.all([plain.synced(), encoded.synced()]);
  plain.doc.getText('title').insert(0, 'One');
  await expect.poll(() => encoded.doc.getText('title').toString()).toBe('One');
});

test('[P7] a page of another origin is refused before the upgrade', async ({ server }) => {
  const headers = { ...upgradeHeaders, Origin: 'https://elsewhere.example' };
  const { status, body } = await sendRequest({ url: `${server.url}/ws/private`, headers });
  expect(status).toBe(403);
  expect(body).toContain('elsewhere.example');
});

test('[P7] its own origin and one that is allowed may connect', async ({ startServer }) => {
  const server = await startServer({ args: ['--allow-origin', 'https://notes.example'] });
  for (const origin of [server.url, 'https://notes.example']) {
    const { status } = await sendRequest({ url: `${server.url}/ws/open`, headers: { ...upgradeHeaders, Origin: origin } });
    expect(status).toBe(101);
  }
});

test('[P7] on loopback a Host of another name is refused, for pages and for sockets', async ({ server }) => {
  const headers = { Host: 'rebound.example' };
  expect((await sendRequest({ url: `${server.url}/api/documents`, headers })).status).toBe(403);
  expect((await sendRequest({ url: `${server.url}/ws/x`, headers: { ...upgradeHeaders, ...headers } })).status).toBe(403);
});

test('[P7] a change from a page of another origin is refused', async ({ server }) => {
  const headers = { Origin: 'https://elsewhere.example', 'content-type': 'application/json' };
  const { status } = await sendRequest({ url: `${server.url}/api/documents`, method: 'POST', headers, body: '{}' });
  expect(status).toBe(403);
});

test('[P6] another version of the protocol is answered 426 with the one we speak', async ({ server }) => {
  const headers = { ...upgradeHeaders, 'Sec-WebSocket-Version': '8' };
  const response = await sendRequest({ url: `${server.url}/ws/old`, headers });
  expect(response.status).toBe(426);
  expect(response.headers['sec-websocket-version']).toBe('13');
});

test('[P6] an upgrade without a key is answered 400, and one to another path 404', async ({ server }) => {
  const { 'Sec-WebSocket-Key': _key, ...keyless } = upgradeHeaders;
  expect((await sendRequest({ url: `${server.url}/ws/x`, headers: keyless })).status).toBe(400);
  expect((await sendRequest({ url: `${server.url}/elsewhere`, headers: upgradeHeaders })).status).toBe(404);
});

const protocols = [
  { offered: ['scriptorium.v1', 'other'], picked: 'scriptorium.v1' },
  { offered: ['token.abc', 'other'], picked: 'other' },
  { offered: ['token.abc'], picked: 'token.abc' },
];

for (const { offered, picked } of protocols) {
  test(`[P8] of ${offered.join(', ')} the server picks ${picked}`, async ({ server }) => {
    const raw = new RawClient({ url: `${server.wsUrl}/picked`, protocols: offered });
    await raw.opened;
    expect(raw.protocol).toBe(picked);
    raw.close();
  });
}

/** Opens, says that it has nothing, and answers the server's first question. */
async function join(url: string): Promise<RawClient> {
  const raw = new RawClient({ url });
  await raw.opened;
  raw.send(emptyStep1);
  await expect.poll(() => raw.frames.some((frame) => frame[0] === 0 && frame[1] === 0)).toBe(true);
  raw.send(emptyStep2);
  await expect.poll(() => raw.frames.some((frame) => frame[0] === 0 && frame[1] === 1)).toBe(true);
  return raw;
}

/** The second keystroke of somebody whose first never comes. */
function updateWithGap(): Uint8Array {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getText('title').insert(0, 'a');
  doc.getText('title').insert(1, 'b');
  doc.destroy();
  return updates[1] ?? new Uint8Array(0);
}
