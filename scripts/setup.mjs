// Makes a checkout ready: installs and builds what has changed since the last time, and nothing else.
// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const pnpm = 'pnpm@12.21.0';
const installStamp = join(root, 'node_modules/.scriptorium-installed');
const buildStamp = join(root, 'node_modules/.scriptorium-built');
/** What a build leaves and a start needs; without one of these no stamp counts. */
const products = ['packages/sync-server/dist/index.js', 'packages/editor/dist/page/index.html'];

/** Something that the person at the terminal has to mend: what, which, and what to do, in one sentence. */
export class SetupError extends Error {}

/** Throws `SetupError` where this Node is too old to run the rest. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  const found = process.versions.node;
  throw new SetupError(`Scriptorium needs Node 20.19 or newer, and this is ${found}: install one from https://nodejs.org.`);
}

/** Installs the packages of the lock file, unless they are there. Throws `SetupError`. */
export function ensureInstalled() {
  const manifests = [...['packages', 'examples'].flatMap(childrenOf).map((name) => `${name}/package.json`), 'e2e/package.json', 'package.json'];
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests, ...filesBelow('patches')];
  const stamp = stampOf(files.filter((file) => existsSync(join(root, file))));
  if (readStamp(installStamp) === stamp) return;
  say('Installing…');
  const run = runQuietly('npx', ['--yes', pnpm, 'install', '--frozen-lockfile'], {
    // pnpm asks nothing, and replaces a node_modules that another version made.
    CI: 'true',
    // Without a network npm would try for more than a minute before it says so.
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
  });
  if (run.ok) return writeStamp(installStamp, stamp);
  process.stderr.write(run.output);
  throw new SetupError(installFault(run.output));
}

/** Builds the server and the page, unless nothing has changed since. Throws `SetupError`. */
export function ensureBuilt() {
  const sources = childrenOf('packages').flatMap((folder) => filesBelow(folder));
  const stamp = stampOf(['pnpm-lock.yaml', 'tsconfig.json', ...sources]);
  if (readStamp(buildStamp) === stamp && products.every((product) => existsSync(join(root, product)))) return;
  say('Building…');
  const steps = [
    { what: 'The server', command: process.execPath, args: [tool('typescript/bin/tsc'), '-b', 'packages/sync-server'] },
    { what: 'The page', command: 'npm', args: ['--prefix', 'packages/editor', 'run', 'build'] },
  ];
  for (const { what, command, args } of steps) {
    const result = runQuietly(command, args);
    if (result.ok) continue;
    process.stderr.write(result.output);
    throw new SetupError(`${what} could not be built: mend what is said above, or check out a version that builds.`);
  }
  writeStamp(buildStamp, stamp);
}

/** The path of a tool that the install brought. @param {string} path */
export function tool(path) {
  return join(root, 'node_modules', path);
}

/** Progress, on standard error: standard output is the server's. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {string} output */
function installFault(output) {
  const what = 'The packages could not be installed';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL|network/i.test(output)) {
    return `${what}, for the package registry does not answer: check the network, and run the command again.`;
  }
  if (/OUTDATED_LOCKFILE/.test(output)) {
    return `${what}, for pnpm-lock.yaml does not fit a package.json: run \`npx ${pnpm} install\` and commit the lock file.`;
  }
  if (/ENOSPC/.test(output)) return `${what}, for the disk is full: free about 500 MB, and run the command again.`;
  return `${what}: mend what is said above, and run the command again.`;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
function runQuietly(command, args, env = {}) {
  const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 2 ** 26, shell: process.platform === 'win32' };
  const run = spawnSync(command, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const output = `${run.stdout ?? ''}${run.stderr ?? ''}${run.error === undefined ? '' : `${run.error.message}\n`}`;
  return { ok: run.status === 0, output };
}

/**
 * One hash over names and contents: copying or checking out a tree changes times, never this.
 * @param {readonly string[]} files
 */
function stampOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/**
 * Every file below a folder, sorted, without what installs and builds leave there.
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** @param {string} folder @returns {string[]} */
function childrenOf(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${folder}/${entry.name}`);
}

/** @param {string} path */
function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** @param {string} path @param {string} stamp */
function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stamp);
}
