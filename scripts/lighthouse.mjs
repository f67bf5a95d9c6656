// npm run lighthouse: what Lighthouse says of the list and of a document of 5,000 words, as on a phone; writes docs/lighthouse.md. With a part of a page's name it looks at that page alone, and writes nothing.
// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, loadBench, prepareBench } from './bench-page.mjs';
import { root } from './setup.mjs';

const pages = /** @type {const} */ ([['the list', '/'], ['a document of 5,000 words', '/d/lighthouse']]);
const asked = process.argv[2];
const chosen = pages.filter(([name]) => name.includes(asked ?? ''));
if (chosen.length === 0) {
  console.error(`No page has ${JSON.stringify(asked)} in its name; there are: ${pages.map(([name]) => name).join(', ')}.`);
  process.exit(1);
}

const chromiumPath = prepareBench();

// Not among the packages of the project: it is heavy, and only this needs it.
const version = '12.2.1';
const runs = Number(process.env['RUNS'] ?? 3);
const atLeast = /** @type {const} */ ({ performance: 90, accessibility: 100, 'best-practices': 100 });
const categories = /** @type {(keyof typeof atLeast)[]} */ (Object.keys(atLeast));

const metrics = ['first-contentful-paint', 'largest-contentful-paint', 'speed-index', 'total-blocking-time', 'cumulative-layout-shift'];

const { fill, startServer } = await loadBench();
const directory = await mkdtemp(join(tmpdir(), 'scriptorium-lighthouse-'));
const { url, stop } = await startServer(join(directory, 'data'));

/** How fast Lighthouse finds this machine, at each run: it takes a task to be so many times longer on a phone, however slow the machine is. @type {number[]} */
const machines = [];

/** @param {string} address */
async function run(address) {
  const report = join(directory, 'report.json');
  const args = ['--yes', `lighthouse@${version}`, address, '--quiet', '--output=json', `--output-path=${report}`, `--only-categories=${categories.join(',')}`, `--chrome-flags=--headless=new ${chromiumFlags.join(' ')}`];
  const { status, stderr } = spawnSync('npx', args, { encoding: 'utf8', env: { ...process.env, CHROME_PATH: chromiumPath } });
  if (status !== 0) throw new Error(`Lighthouse ended with ${status}: ${stderr}`);
  const result = JSON.parse(await readFile(report, 'utf8'));
  for (const audit of Object.values(result.audits)) if (audit.score === 0 && audit.scoreDisplayMode === 'binary') console.log(`  failed: ${audit.id}`);
  console.log(`  ${metrics.map((name) => `${name} ${result.audits[name].displayValue}`).join(', ')}`);
  machines.push(result.environment.benchmarkIndex);
  return categories.map((category) => Math.round(result.categories[category].score * 100));
}

try {
  await fill(url, 'lighthouse', 5_000);
  /** @type {string[]} */
  const rows = [];
  for (const [name, path] of chosen) {
    /** @type {number[][]} */
    const scores = [];
    while (scores.length < runs) scores.push(await run(`${url}${path}`));
    const medians = categories.map((_, at) => scores.map((each) => each[at] ?? 0).toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? 0);
    if (medians.some((score, at) => score < (Object.values(atLeast)[at] ?? 0))) process.exitCode = 1;
    rows.push(`| ${name} | ${medians.join(' | ')} |`);
    console.log(rows.at(-1));
  }
  const text = `# What Lighthouse says

Lighthouse ${version}, its preset for phones, median of ${runs}; at least ${categories.map((category) => `${atLeast[category]} for ${category}`).join(', ')} are wanted. Lighthouse's index of this machine was ${Math.min(...machines)} to ${Math.max(...machines)}; it calls 1,500 and more that of a desktop computer that does nothing else.
\`npm run lighthouse\` writes this page.

| page | ${categories.join(' | ')} |
|---|${categories.map(() => '---|').join('')}
${rows.join('\n')}
`;
  if (asked === undefined) await writeFile(join(root, 'docs/lighthouse.md'), text);
} finally {
  await stop();
  await rm(directory, { recursive: true, force: true });
}
