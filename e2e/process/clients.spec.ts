/** Stock y-websocket clients: they agree, see each other come and go, and find everything after a restart. */
import { expect, test } from '../harness/fixtures.ts';

test('[P11] two clients that type at once agree, and one that comes later reads it all', async ({ connect }) => {
  const [one, two] = [connect('pair'), connect('pair')];
  await Promise.all([one.synced(), two.synced()]);
  for (let count = 0; count < 100; count += 1) {
    one.doc.getText('body').insert(0, 'a');
    two.doc.getText('body').insert(two.doc.getText('body').length, 'b');
  }
  await expect.poll(() => one.doc.getText('body').length).toBe(200);
  await expect.poll(() => two.doc.getText('body').toString()).toBe(one.doc.getText('body').toString());
  const late = connect('pair');
  await late.synced();
  expect(late.doc.getText('body').toString()).toBe(one.doc.getText('body').toString());
});

test('[P19] presence appears, and goes when its client closes, at once', async ({ connect }) => {
  const [one, two] = [connect('room'), connect('room')];
  await Promise.all([one.synced(), two.synced()]);
  one.provider.awareness.setLocalStateField('user', { name: 'Ana' });
  await expect.poll(() => two.provider.awareness.getStates().get(one.doc.clientID)).toEqual({ user: { name: 'Ana' } });
  one.provider.destroy();
  await expect.poll(() => two.provider.awareness.getStates().has(one.doc.clientID)).toBe(false);
});

test('[P19] who loses the connection and comes back is there once, and leaves no ghost', async ({ connect }) => {
  const [one, two] = [connect('room'), connect('room')];
  await Promise.all([one.synced(), two.synced()]);
  one.provider.awareness.setLocalStateField('user', { name: 'Ben' });
  const others = (): number[] => [...two.provider.awareness.getStates().keys()].filter((id) => id !== two.doc.clientID);
  await expect.poll(others).toEqual([one.doc.clientID]);
  for (let round = 0; round < 3; round += 1) {
    // The socket breaks without a goodbye; the provider comes back with the same client id.
    const { ws } = one.provider;
    (ws as unknown as { terminate(): void }).terminate();
    await expect.poll(() => one.provider.ws !== ws && one.provider.synced).toBe(true);
    await expect.poll(others).toEqual([one.doc.clientID]);
  }
  one.provider.destroy();
  await expect.poll(others).toEqual([]);
});

test('[P19] a newcomer sees who is there before anybody moves', async ({ connect }) => {
  const one = connect('room');
  await one.synced();
  one.provider.awareness.setLocalStateField('user', { name: 'Cleo' });
  const two = connect('room');
  await expect.poll(() => two.provider.awareness.getStates().get(one.doc.clientID)).toEqual({ user: { name: 'Cleo' } });
});

test('[P12] what another client has seen survives SIGKILL, and the same clients go on', async ({ server, connect }) => {
  const [one, two] = [connect('kept'), connect('kept')];
  await Promise.all([one.synced(), two.synced()]);
  one.doc.getText('body').insert(0, 'Seen by both. ');
  await expect.poll(() => two.doc.getText('body').toString()).toBe('Seen by both. ');
  await server.kill('SIGKILL');
  await server.restart();
  const reader = connect('kept');
  await reader.synced();
  expect(reader.doc.getText('body').toString()).toContain('Seen by both. ');
  two.doc.getText('body').insert(two.doc.getText('body').length, 'And on.');
  await expect.poll(() => one.doc.getText('body').toString(), { timeout: 20_000 }).toBe('Seen by both. And on.');
});
