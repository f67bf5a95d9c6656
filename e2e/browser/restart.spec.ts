/** The server dies and comes back: nothing acked is missing, the words about saving are true, and everybody goes on. */
import { expect, lostConnection, test } from '../harness/browser-fixtures.ts';

test.beforeEach(({ expectedProblems }) => {
  expectedProblems.push(lostConnection);
});

test('after SIGKILL and a new start nothing acked is missing, and both go on writing', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana'), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ben.openDocument(address);
  await ana.write('Acked before the crash.');
  await ana.expectSaved();
  await ben.expectText('Acked before the crash.');
  for (const person of [ana, ben]) await person.expectPageKept();
  await server.kill('SIGKILL');
  await server.restart();

  const witness = await arrive('Cleo');
  await witness.openDocument(address);
  await witness.expectText('Acked before the crash.');
  await ana.write(' Ana goes on.');
  await ben.expectText('Acked before the crash. Ana goes on.');
  await ben.write(' Ben too.');
  await ana.expectText('Acked before the crash. Ana goes on. Ben too.');
  await ana.expectSaved();
  await ben.expectSaved();
  await witness.expectText('Acked before the crash. Ana goes on. Ben too.');
});

test('the words are true: Saved, Offline while the server is down, Saved again', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  const address = await ana.startDocument(server.url);
  await ana.write('Before. ');
  await ana.expectSaved();
  await ana.expectPageKept();
  await server.kill('SIGKILL');
  await ana.write('Meanwhile. ');
  await expect(ana.status).toHaveText(/^Offline — changes kept on this device/);
  await server.restart();
  await ana.expectSaved();
  const witness = await arrive('Ben');
  await witness.openDocument(address);
  await witness.expectText('Before. Meanwhile. ');
});

test('SIGTERM and a new start go by without a word being lost', async ({ server, arrive }) => {
  const ana = await arrive('Ana');
  await ana.startDocument(server.url);
  await ana.expectPageKept();
  await ana.body.focus();
  const typing = ana.page.keyboard.type('Typed while the server stops and starts again.', { delay: 25 });
  await server.kill('SIGTERM');
  await server.restart();
  await typing;
  await ana.expectSaved();
  await ana.page.reload();
  await ana.expectText('Typed while the server stops and starts again.');
});
