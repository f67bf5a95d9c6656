// Finds the Chromium that the browser tests drive, and installs Debian's where it may.
// @ts-check
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { say } from './setup.mjs';

const debian = '/usr/bin/chromium';

/** @returns {{ path: string } | { path: null, advice: string }} the browser, or what to do about its absence */
export function findChromium() {
  const chosen = process.env['CHROMIUM_PATH'] ?? '';
  if (chosen !== '') {
    if (isExecutable(chosen)) return { path: chosen };
    return { path: null, advice: `CHROMIUM_PATH names ${chosen}, which can't be run: name a Chromium, or unset it.` };
  }
  if (isExecutable(debian) || installed()) return { path: debian };
  const advice = 'The browser tests did not run: install Chromium (apt-get install chromium) or name one in CHROMIUM_PATH.';
  return { path: null, advice };
}

function installed() {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return false;
  say('Installing Chromium…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const run = spawnSync('/usr/bin/apt-get', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    if (run.status === 0) continue;
    say(`${run.stdout ?? ''}${run.stderr ?? ''}apt-get ${args[0]} failed.`);
    return false;
  }
  return isExecutable(debian);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
