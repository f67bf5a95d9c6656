/** Replays a session of two people through two real clients: each keystroke sees exactly what its author had seen. */
import type { Client } from './client.ts';
import { type EditingTrace, holdsPairs, typeTransaction, versionsSeen } from './editing-trace.ts';
import { GatedClient } from './gated-client.ts';

/** The shared type that is typed into. */
export const replayField = 'typed';

/**
 * The server may merge what it relays, so a frame may hold several keystrokes. Where one author had seen the other's
 * first n keystrokes and not yet the next one, the other waits after n until they have arrived: no frame then holds both.
 */
export async function replay(trace: EditingTrace, clients: readonly [Client, Client]): Promise<void> {
  const authors = await Promise.all(clients.map(async (client) => await GatedClient.close(client)));
  const seen = versionsSeen(trace);
  const pauses = pausesOf(trace, seen);
  const pairs = { holdsPairs: holdsPairs(trace) };
  /** By author: frames that hold the other's first n keystrokes. */
  const framesFor = [new Map<number, number>(), new Map<number, number>()];
  const typed = [0, 0];
  for (const [index, transaction] of trace.txns.entries()) {
    const { agent } = transaction;
    const [author, other] = [authors[agent], authors[1 - agent]];
    if (author === undefined || other === undefined) throw new Error(`Transaction ${index} is of author ${agent}.`);
    author.release(framesFor[agent]?.get(seen[index]?.[1 - agent] ?? 0) ?? 0);
    typeTransaction(author.client.doc.getText(replayField), transaction, pairs);
    const count = (typed[agent] ?? 0) + 1;
    typed[agent] = count;
    if (pauses[agent]?.has(count)) framesFor[1 - agent]?.set(count, await other.receiveAllOf(author));
  }
  for (const author of authors) author.open();
}

/** By author: after how many keystrokes the other looked. */
function pausesOf(trace: EditingTrace, seen: readonly (readonly number[])[]): readonly Set<number>[] {
  const pauses = [new Set<number>(), new Set<number>()];
  for (const [index, { agent }] of trace.txns.entries()) pauses[1 - agent]?.add(seen[index]?.[1 - agent] ?? 0);
  return pauses;
}
