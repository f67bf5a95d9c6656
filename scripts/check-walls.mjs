// Proves that lint sees a breach: plants files that break a wall or a rule, lints them, and expects each to be named.
// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plantedBreaches, walledRoots } from './planted-breaches.mjs';

/** @typedef {import('./planted-breaches.mjs').Planted} Planted */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folders that hold no code of a layer, so no wall stands around them. */
const unwalled = new Set(['testing']);

const planted = plantedBreaches();
const faults = [...faultsOf(planted, lint(planted)), ...foldersWithoutWall(planted)];
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error(`Lint is blind: ${faults.length} checks did not hold. Mend .oxlintrc.json (or the planted files).`);
  process.exitCode = 1;
} else {
  const breaches = planted.filter((file) => file.rule !== null).length;
  console.log(`Lint saw all of ${breaches} planted breaches and let ${planted.length - breaches} clean files pass.`);
}

/**
 * Lints the planted files in a temporary folder that mirrors the tree; gives rule names by file.
 * @param {readonly Planted[]} files
 * @returns {Map<string, Set<string>>}
 */
function lint(files) {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-walls-'));
  try {
    const compilerOptions = { strict: true, module: 'nodenext', noEmit: true, allowImportingTsExtensions: true };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['packages'] }));
    for (const { file, code } of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    }
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
    const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules/.bin/tsgolint') };
    const args = ['--config', join(root, '.oxlintrc.json'), '--type-aware', '--format', 'json', '.'];
    const options = { cwd: folder, env, maxBuffer: 2 ** 26 };
    const run = spawnSync(process.execPath, [oxlint, ...args], { ...options, encoding: 'utf8' });
    if (run.error !== undefined) throw run.error;
    return rulesByFile(run.stdout, run.stderr, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} stdout @param {string} stderr @param {string} folder */
function rulesByFile(stdout, stderr, folder) {
  /** @type {{ diagnostics: { code: string, filename: string }[] }} */
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    throw new Error(`oxlint gave no report on the planted files: ${stdout}${stderr}`);
  }
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { code, filename } of report.diagnostics) {
    const file = filename.startsWith('/') ? relative(folder, filename) : filename.replace(/^\.\//, '');
    found.set(file, (found.get(file) ?? new Set()).add(code));
  }
  return found;
}

/**
 * @param {readonly Planted[]} files
 * @param {Map<string, Set<string>>} found
 */
function faultsOf(files, found) {
  return files.flatMap(({ file, code, rule }) => {
    const seen = [...(found.get(file) ?? [])];
    const line = code.split('\n')[0];
    if (rule === null && seen.length > 0) return [`${file} is clean, and lint says ${seen.join(', ')}: ${line}`];
    if (rule === null || seen.includes(rule)) return [];
    return [`${file} breaks ${rule}, and lint says ${seen.join(', ') || 'nothing'}: ${line}`];
  });
}

/** A folder that nobody thought of would have no wall, and nobody would notice. @param {readonly Planted[]} files */
function foldersWithoutWall(files) {
  return walledRoots.flatMap((source) => {
    const path = join(root, source);
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return folders
      .filter((name) => !unwalled.has(name))
      .filter((name) => !files.some(({ file, rule }) => rule !== null && file.startsWith(`${source}/${name}/`)))
      .map((name) => `${source}/${name} has no wall: add one to .oxlintrc.json, and a breach to planted-breaches.mjs.`);
  });
}
