// Why a figure was not reached and what was tried; shown beside it for as long as it is not.
// @ts-check

const tried = 'What was tried, and what it gave, is in [decisions 0008](decisions/0008-few-writes-shared-bytes.md) and [0009](decisions/0009-commits-as-often-as-broadcasts.md).';
const loaded = 'Delays hold the client process too, and on two cores server and client share them with the rest of the machine.';
/** Of those that are asked little. */
const warmingUp = 'At so few messages a second V8 is still compiling in the seconds that are measured: its compiler threads have up to a third of our CPU, and what the main thread runs is not optimised yet. Most likely it weighs more here than with the peers because there is more code.';
const messages =
  'Each keystroke comes as two messages, and a wake-up, a read and the framing of each are two fifths of the main thread, which every server here pays alike; what is spared is in the writes (one for a keystroke and its cursor) and in the commits (one for twenty documents).';

/** By scenario and, within it, by what was to be reached. @type {Record<string, Record<string, string>>} */
export const reasons = {
  crowd: {
    'CPU per delivered keystroke': `A tab is written to about 31 times a second, for a median delay below 25 ms; that is a quarter of the CPU, and the 600 messages a second that 50 people send are a third of it, whoever receives them. Fewer writes would be a longer delay than was promised. ${tried}`,
    'delay p50': `The room speaks every 30 ms and waits for the commit each time, so that half of that and a commit is the least. ${loaded}`,
    'delay p99': loaded,
  },
  hall: {
    'CPU per delivered keystroke': `With 400 tabs the pause has reached its 50 ms, and 400 cursors go to each of 400 tabs whoever the server is. ${tried}`,
    'delay p99': loaded,
  },
  meeting: {
    'CPU per delivered keystroke': `${warmingUp} The pause with 50 tabs is 15 ms, for a median below 15 ms. ${tried}`,
    'delay p50': loaded,
  },
  pairs: {
    'CPU, against the best peer without storage': `${messages} The rest is what the peer does not do: admission, a commit with its checks, an index. ${tried}`,
    'CPU, against the best peer with its storage': `${messages} ${tried}`,
    'CPU, against the relay that commits first': `${messages} ${tried}`,
    'delay p50': `At 2,000 updates a second commits begin 10 ms apart, so that one holds twenty: without that pause an update costs twice the CPU ([S31](storage.md)). ${loaded}`,
  },
  'few-pairs': { 'delay p50': `It is the wait for the commit before, and a synced commit. ${loaded}` },
  'cold-start': { 'CPU per join': tried, 'time until the last tab has its document': `${loaded} ${tried}` },
  memory: { 'memory for each document': `It depends on when V8 collects. ${tried}` },
  reconnect: { 'CPU per tab': `A third of it (0.22 of 0.65 ms) is V8's own threads, which compile through the first second of a server that has just started; the same thousand tabs once more are 0.46 to 0.62 ms, beside 1.05 to 1.31. ${tried}` },
  durable: {
    'acked keystrokes/s per core used': `Each keystroke here is a message, an ack, and three records of a commit: its update, and the meta and the witness of a document that nobody else writes in. ${tried}`,
    'ack p99 at half the load': `It differs from run to run: 50 to 227 ms in seven, a median of 16 to 37. A write buffer of 8 MiB in place of 2 made no difference that the noise would show (54 and 159 ms beside 50 and 227). ${loaded}`,
  },
  compaction: {
    'delay p99': `The event loop is as late as without (see the table), so it is no computing that keystrokes wait for. Snapshots and the texts to search are written in pieces of 64 KiB, so that no commit is a large one; what is left is most likely the syncs of LevelDB's own tables, to the same disk. What was tried is in [decision 0014](decisions/0014-snapshots-in-pieces.md).`,
  },
  'growth-tabs': { 'CPU per delivered keystroke': tried },
  'growth-documents': { 'CPU per delivered keystroke': `${warmingUp} ${tried}` },
  'growth-size': { 'CPU per delivered keystroke': tried },
};
