// The machine and the versions that figures were measured with.
// @ts-check
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bench = join(dirname(fileURLToPath(import.meta.url)), '..');

export function environment() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
    commit: commit(),
    versions: Object.fromEntries(['y-websocket', 'y-leveldb', '@hocuspocus/server', 'node', 'ws', 'yjs', 'leveldown'].map((name) => [name, versionOf(name)])),
  };
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(join(bench, `node_modules/${name}/package.json`), 'utf8')).version;
}

/** What of ours was measured; a tree without git has no name. */
function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: bench, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
