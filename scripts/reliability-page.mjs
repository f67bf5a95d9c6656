// Keeps the results of the full-length proofs in docs/reliability.json, and writes docs/reliability.md from them.
// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** @typedef {{ name: string, reached: string, target: string | null, passed: boolean }} Figure */
/**
 * What a proof reported, as e2e/faults/faults.spec.ts writes it.
 * @typedef {{
 *   name: string, title: string, method: string, order: number, tier: string, seed: number, seconds: number,
 *   figures: Figure[], passed: boolean, skipped?: string,
 * }} Result
 */
/** @typedef {Result & { date: string, machine: string }} Kept */

const resultsFile = join(root, 'docs/reliability.json');
const pageFile = join(root, 'docs/reliability.md');

/** Adds the lines of a results file: the newest result of each part counts. @param {string} text */
export function keepResults(text) {
  /** @type {Map<string, Kept>} */
  const kept = new Map(readKept().map((result) => [result.name, result]));
  for (const line of text.split('\n')) {
    if (line === '') continue;
    /** @type {Result} */
    const result = JSON.parse(line);
    kept.set(result.name, { ...result, date: new Date().toISOString().slice(0, 10), machine: machineInWords() });
  }
  const results = [...kept.values()].toSorted((one, other) => one.order - other.order);
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(pageFile, pageOf(results));
}

/** @returns {Kept[]} */
function readKept() {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : [];
}

function machineInWords() {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = (processors[0]?.model ?? process.arch).replace(/\s+/g, ' ').trim();
  return `${processors.length} × ${model}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.versions.node}`;
}

/** @param {readonly Kept[]} results */
function pageOf(results) {
  return `${[introduction, summaryOf(results), ...results.map(sectionOf)].join('\n\n')}\n`;
}

const introduction = `# Reliability: what was proven, and how

This page is written by \`npm run test:faults\` from what it measured; nobody edits it. Figures are from the machine and the day that stand beside them. To repeat
one part: \`SEED=… npm run test:faults -- NAME\`; a seed repeats every choice of the proof, not the moments at which a machine does things. \`npm test\` runs a short tier of each part.
The long ones (\`simulation\`, \`admission\`, \`fuzz\`) say their seed when they begin, and go on where they were when they are cut and started again with it; \`FAULTS_PROCESSES=1\` keeps them to one processor.

The promises are in [storage.md](storage.md) and [protocol.md](protocol.md): what a client was told is saved, and what anybody else has seen, survives. A *planted* fault is one that
is built into the server on purpose: the same proof has to find it, or it proves nothing. *Lost* counts edits that were acked (and edits that another client had been sent) and that a fresh client does
not find after the restart.`;

/** @param {readonly Kept[]} results */
function summaryOf(results) {
  const rows = results.map((result) => {
    const { name, title, seconds, date } = result;
    return `| [${title}](#${anchorOf(result)}) | \`${name}\` | ${verdictOf(result)} | ${minutesOf(seconds)} | ${date} |`;
  });
  return ['| proof | name | result | took | on |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** @param {Kept} result */
function verdictOf({ passed, skipped, tier }) {
  if (skipped !== undefined) return `not run: ${skipped}`;
  return `${passed ? 'reached' : '**not reached**'}${tier === 'full' ? '' : ', short tier'}`;
}

/** @param {Kept} result */
function sectionOf(result) {
  const { title, method, figures, seed, date, machine, seconds } = result;
  const rows = figures.map(({ name, reached, target, passed }) => `| ${name} | ${passed ? reached : `**${reached}**`} | ${target ?? ''} |`);
  const table = rows.length === 0 ? [] : ['', '| figure | reached | to reach |', '|---|---|---|', ...rows];
  const heading = `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return [heading, '', method, ...table, '', `SEED=${seed}, ${minutesOf(seconds)}, ${date}. ${machine}.`].join('\n');
}

/** As GitHub makes it of the heading. @param {Kept} result */
function anchorOf({ title }) {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** @param {number} seconds */
function minutesOf(seconds) {
  return seconds < 90 ? `${seconds} s` : `${(seconds / 60).toFixed(1)} min`;
}
