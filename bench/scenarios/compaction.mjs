// Typing beside the compaction of large documents, in one server: first without, then with.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWay, runClient } from '../client/run-client.mjs';

const executable = join(dirname(fileURLToPath(import.meta.url)), '../../packages/sync-server/bin/scriptorium.js');
const large = { documents: 8, size: { keystrokes: 290_000, lettersPerStroke: 6 } };

/** @type {import('./index.mjs').Run} */
export async function compactionRun(entrant, options) {
  try {
    const target = await entrant.start();
    await runClient('preload', target, { ...large, prefix: 'large', trace: null });
    const before = await runClient('typing', target, { ...options, prefix: 'before' });
    const loop = await loopDelayMs(target.url);
    const compacting = new Compacting(target, join(entrant.directory, 'data'));
    const during = await runClient('typing', target, { ...options, prefix: 'during' });
    const compactions = await compacting.stop();
    return {
      delayP50: before['delayP50'],
      delayP99: before['delayP99'],
      compactingP50: during['delayP50'],
      compactingP99: during['delayP99'],
      compactions,
      loopDelayP99: loop,
      compactingLoopDelayP99: compacting.loopDelayP99,
      keepsUp: before['keepsUp'] && during['keepsUp'],
    };
  } finally {
    await entrant.remove();
  }
}

/** Gives every large document something new and has it compacted, again and again. */
class Compacting {
  #target;
  #directory;
  #isStopping = false;
  #rounds = 0;
  #done;
  /** @type {number | null} */
  loopDelayP99 = null;

  /** @param {import('../client/target.mjs').TargetData} target @param {string} directory */
  constructor(target, directory) {
    this.#target = target;
    this.#directory = directory;
    this.#done = this.#run();
  }

  async stop() {
    this.#isStopping = true;
    await this.#done;
    return this.#rounds * large.documents;
  }

  async #run() {
    while (!this.#isStopping) {
      await runClient('touch', this.#target, { documents: large.documents, prefix: 'large', stroke: this.#rounds }, { makesWay: true });
      const child = spawn(process.execPath, [executable, 'compact', '--data', this.#directory], { stdio: 'ignore' });
      makeWay(child.pid);
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`The compaction ended with ${code}.`);
      this.#rounds++;
      this.loopDelayP99 = Math.max(this.loopDelayP99 ?? 0, await loopDelayMs(this.#target.url));
    }
  }
}

/** As the server says it of itself, since it was last asked. @param {string} wsUrl */
async function loopDelayMs(wsUrl) {
  const response = await fetch(`${wsUrl.replace(/^ws/, 'http').replace(/\/ws$/, '')}/metrics`, { headers: { connection: 'close' } });
  const line = (await response.text()).split('\n').find((text) => text.startsWith('nodejs_eventloop_lag_p99_seconds '));
  return Number(line?.split(' ')[1] ?? Number.NaN) * 1000;
}
