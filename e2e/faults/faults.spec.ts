/**
 * Runs each proof as a test. FAULTS_TIER=full for the figures of docs/reliability.md, FAULTS_PARTS for some of them alone,
 * FAULTS_RESULTS for a file to which each result is added as a line of JSON, SEED to repeat a run's choices.
 */
import { appendFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { drawSeed } from '../harness/random.ts';
import type { Part, PartResult, Tier } from './part.ts';
import { parts } from './parts/index.ts';

const tier: Tier = process.env['FAULTS_TIER'] === 'full' ? 'full' : 'short';
const asked = (process.env['FAULTS_PARTS'] ?? '').split(' ').filter((name) => name !== '');
/** The short tier makes the same choices each time, so that what turns it red is a change; the full tier draws new ones. */
const shortTierSeed = 20_261_122;
const timeLimitMs = { short: 240_000, full: 60 * 60_000 };

// Each y-websocket client listens for the end of the process.
process.setMaxListeners(0);

for (const part of parts) {
  if (asked.length > 0 && !asked.includes(part.name)) continue;
  test(`${part.name}: ${part.title}`, async () => {
    test.setTimeout(timeLimitMs[tier]);
    const seed = tier === 'short' && process.env['SEED'] === undefined ? shortTierSeed : drawSeed();
    console.log(`${part.name}: ${tier}, SEED=${seed}`);
    const begun = performance.now();
    const result = await part.run(tier, seed);
    keep(part, { seed, result, seconds: (performance.now() - begun) / 1000 });
    for (const { name, reached, target } of result.figures) {
      console.log(`${part.name}: ${name}: ${reached}${target === null ? '' : ` (to reach: ${target})`}`);
    }
    if (result.skipped !== undefined) console.log(`${part.name}: skipped, for it ${result.skipped}`);
    // Only where the machine lacks what the part needs, such as a compiler: what was said is counted, and a build server takes no skipped one.
    test.skip(result.skipped !== undefined, result.skipped ?? '');
    expect(result.figures.filter(({ passed }) => !passed)).toEqual([]);
    expect(result.passed).toBe(true);
  });
}

function keep(part: Part, { seed, result, seconds }: { seed: number; result: PartResult; seconds: number }): void {
  const file = process.env['FAULTS_RESULTS'];
  if (file === undefined) return;
  const { name, title, method } = part;
  const order = parts.indexOf(part);
  appendFileSync(file, `${JSON.stringify({ name, title, method, order, tier, seed, seconds: Math.round(seconds), ...result })}\n`);
}
