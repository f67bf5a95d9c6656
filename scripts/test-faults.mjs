// npm run test:faults [-- NAME…]: the proofs of e2e/faults at full length, all or those named; writes docs/reliability.md from what they measured.
// A long one that was cut goes on where it was with the same SEED.
// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResults } from './reliability-page.mjs';
import { SetupError, checkNode, ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  checkNode();
  ensureInstalled();
  ensureBuilt();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const directory = mkdtempSync(join(tmpdir(), 'scriptorium-faults-'));
const results = join(directory, 'results.jsonl');
const playwright = join(root, 'e2e/node_modules/@playwright/test/cli.js');
// One after the other: each judges times.
const run = spawnSync(process.execPath, [playwright, 'test', '--project=faults', '--workers=1'], {
  cwd: join(root, 'e2e'),
  env: { ...process.env, FAULTS_TIER: 'full', FAULTS_PARTS: process.argv.slice(2).join(' '), FAULTS_RESULTS: results, FAULTS_PROGRESS: join(root, 'node_modules/.cache/scriptorium-faults') },
  stdio: 'inherit',
});
if (existsSync(results)) keepResults(readFileSync(results, 'utf8'));
rmSync(directory, { recursive: true });
process.exit(run.status ?? 1);
