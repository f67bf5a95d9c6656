/** A session of two people, keystroke by keystroke, through two real clients and a real server, over a restart. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { EditingTrace } from '../harness/editing-trace.ts';
import { readTrace } from '../harness/editing-trace.ts';
import { expect, test } from '../harness/fixtures.ts';
import { drawSeed } from '../harness/random.ts';
import { replay, replayField } from '../harness/replay.ts';
import { makeSession } from '../harness/seeded-session.ts';

const recording = 'friendsforever.concurrent.json.gz';

test('a session of two people ends in its text for both, for a newcomer, after a restart', async ({ server, connect }) => {
  test.setTimeout(180_000);
  const { trace, name } = await chooseSession();
  console.log(`replay: ${name}, ${trace.txns.length} transactions`);
  // Concurrent inserts at one place are ordered by client id: author 0 has the smaller one, as when it was recorded.
  const [smaller, larger] = drawClientIds();
  const [first, second] = [connect('replay', { clientId: smaller }), connect('replay', { clientId: larger })];
  const textOf = (client: typeof first): string => client.doc.getText(replayField).toString();

  await replay(trace, [first, second]);
  await expect.poll(() => textOf(first) === trace.endContent, { timeout: 30_000 }).toBe(true);
  await expect.poll(() => textOf(second) === trace.endContent, { timeout: 30_000 }).toBe(true);
  await expectNewcomerReads(trace);

  // The authors are gone: what the server then says comes from its disk.
  first.close();
  second.close();
  await server.kill('SIGTERM');
  await server.restart();
  await expectNewcomerReads(trace);

  async function expectNewcomerReads({ endContent }: EditingTrace): Promise<void> {
    const newcomer = connect('replay');
    await newcomer.synced();
    expect(textOf(newcomer)).toBe(endContent);
    newcomer.close();
  }
});

async function chooseSession(): Promise<{ trace: EditingTrace; name: string }> {
  const folder = process.env['TRACES'] ?? '';
  if (folder !== '') return { trace: await readTrace(join(folder, recording)), name: recording };
  const seed = drawSeed();
  const trace = makeSession({ seed, transactions: 3_000 });
  return { trace, name: `a typing session of the test's own (SEED=${seed}; TRACES names no folder of recordings)` };
}

function drawClientIds(): readonly [number, number] {
  const [one, two] = [randomInt(1, 2 ** 32), randomInt(1, 2 ** 32)];
  if (one === two) return drawClientIds();
  return one < two ? [one, two] : [two, one];
}
