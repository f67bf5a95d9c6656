/** Stopping: gracefully when asked once, at once when asked twice. */
import { emptyStep1, emptyStep2 } from '../harness/frames.ts';
import { expect, test } from '../harness/fixtures.ts';
import { RawClient } from '../harness/raw-client.ts';

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`[P32] ${signal} closes every socket with 1012, writes what it has and exits 0`, async ({ server, connect }) => {
    const author = connect('stopped');
    await author.synced();
    const raw = new RawClient({ url: `${server.wsUrl}/stopped` });
    await raw.opened;
    raw.send(emptyStep1);
    raw.send(emptyStep2);
    author.doc.getText('title').insert(0, 'Written just before');
    const others = raw.frames.length;
    await expect.poll(() => raw.frames.length).toBeGreaterThan(others);
    const exit = await server.kill(signal);
    expect(exit).toEqual({ code: 0, signal: null });
    expect(await raw.closed).toEqual(expect.objectContaining({ code: 1012 }));
    author.provider.disconnect();

    await server.restart();
    const reader = connect('stopped');
    await reader.synced();
    expect(reader.doc.getText('title').toString()).toBe('Written just before');
  });
}

test('what was typed a moment before SIGTERM is there afterwards, acked or not yet sent', async ({ server, connect }) => {
  const author = connect('moment');
  await author.synced();
  for (let count = 0; count < 200; count += 1) author.doc.getText('title').insert(count, 'x');
  await server.kill('SIGTERM');
  await server.restart();
  await expect.poll(() => author.provider.synced).toBe(true);
  const reader = connect('moment');
  await expect.poll(() => reader.doc.getText('title').toString()).toBe('x'.repeat(200));
});

test('a second signal stops at once', async ({ server }) => {
  server.signal('SIGTERM');
  server.signal('SIGTERM');
  const { code, signal } = await server.exited;
  expect(code !== null || signal !== null).toBe(true);
});

test('a server without anybody stops on SIGTERM and starts again on its data', async ({ server }) => {
  expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  const { url } = server;
  await server.restart();
  expect(server.url).toBe(url);
});
