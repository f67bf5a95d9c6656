// npm run bench: makes the checkout and bench/ ready, then runs the benchmark with the arguments given.
// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, checkNode, ensureBuilt, ensureInstalled, root, say } from './setup.mjs';

const bench = join(root, 'bench');

try {
  checkNode();
  ensureInstalled();
  ensureBuilt();
  ensureBenchInstalled();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const run = spawnSync(process.execPath, [join(bench, 'run.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 1);

/** The other servers, from their own lock file. Throws `SetupError`. */
function ensureBenchInstalled() {
  const lock = readFileSync(join(bench, 'package-lock.json'), 'utf8');
  const stamp = join(bench, 'node_modules/.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('Installing the servers to compare with…');
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: bench, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (install.status !== 0) throw new SetupError('The packages of bench/ could not be installed: mend what is said above, and run the command again.');
  writeFileSync(stamp, lock);
}
