// The page: for each scenario what was to be reached, and the table; for growth a plot. Made from the raw results alone.
// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contestants } from '../contestants/index.mjs';
import { columns } from './columns.mjs';
import { method } from './method.mjs';
import { plot } from './plot.mjs';
import { reasons } from './reasons.mjs';

/** @typedef {import('../scenarios/index.mjs').Scenario} Scenario @typedef {import('./results.mjs').Results} Results */

/** Gives the path of what it wrote. @param {readonly Scenario[]} scenarios @param {Results} results */
export function writeReport(scenarios, results) {
  const path = join(results.folder, 'benchmarks.md');
  const measured = scenarios.filter((scenario) => scenario.points.some(({ id }) => results.of(scenario.id, id) !== null));
  mkdirSync(results.folder, { recursive: true });
  const sections = measured.map((scenario) => section(scenario, results));
  const text = ['# Benchmarks', '', ...method(results, measured), '', '## At a glance', '', ...summary(measured, results), '', ...sections.flat()].join('\n');
  writeFileSync(path, `${text.trimEnd()}\n`);
  return path;
}

/** @param {readonly Scenario[]} scenarios @param {Results} results */
function summary(scenarios, results) {
  const rows = scenarios.flatMap((scenario) =>
    verdictsOf(scenario, results).map(({ what, target, measured, isReached }) => {
      return `| [${scenario.title}](#${scenario.id}) | ${what} | ${target} | ${measured} | ${word(isReached)} |`;
    }),
  );
  return ['| scenario | figure | to reach | measured | |', '|---|---|---|---|---|', ...rows];
}

/** @param {Scenario} scenario @param {Results} results @returns {string[]} */
function section(scenario, results) {
  const missed = verdictsOf(scenario, results).filter(({ isReached }) => isReached !== true);
  const lines = [`<a id="${scenario.id}"></a>`, '', `## ${scenario.title}`, '', ...table(scenario, results), ''];
  for (const { what, target, measured } of missed) {
    const reason = reasons[scenario.id]?.[what] ?? 'No reason is known yet.';
    lines.push(`Not reached: ${what} ${target}, measured ${measured}. ${reason}`, '');
  }
  if (scenario.plot !== undefined) lines.push(...plotOf(scenario, scenario.plot, results), '');
  return lines;
}

/** @param {Scenario} scenario @param {Results} results */
function verdictsOf(scenario, results) {
  return scenario.verdicts(Object.fromEntries(scenario.points.map(({ id }) => [id, results.medians(scenario.id, id)])));
}

/** @param {Scenario} scenario @param {Results} results */
function table(scenario, results) {
  const hasSizes = scenario.points.length > 1;
  const head = [...(hasSizes ? [''] : []), 'server', ...scenario.columns.map((key) => columns[key]?.title ?? key), 'runs', 'keeps up'];
  const lines = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`];
  for (const point of scenario.points) {
    const medians = results.medians(scenario.id, point.id);
    for (const { id, label } of contestants) {
      const figures = medians[id];
      if (figures === undefined) continue;
      const cells = scenario.columns.map((key) => (typeof figures[key] === 'number' ? (columns[key]?.write(figures[key]) ?? String(figures[key])) : '–'));
      const runs = results.of(scenario.id, point.id)?.runs[id]?.length ?? 0;
      const keepsUp = figures['keepsUp'] === true ? 'yes' : `no${figures['fault'] ? ` (${figures['fault']})` : ''}`;
      lines.push(`| ${[...(hasSizes ? [point.label] : []), label, ...cells, runs, keepsUp].join(' | ')} |`);
    }
  }
  return lines;
}

/** @param {Scenario} scenario @param {{ x: string, sizes: readonly number[] }} axis @param {Results} results */
function plotOf(scenario, { x, sizes }, results) {
  const key = 'cpuPerDeliveryUs';
  const title = columns[key]?.title ?? key;
  const medians = scenario.points.map(({ id }) => results.medians(scenario.id, id));
  const lines = contestants
    .filter(({ id }) => medians.some((rows) => rows[id] !== undefined))
    .map(({ id, label }) => ({ label, values: medians.map((rows) => (typeof rows[id]?.[key] === 'number' ? rows[id][key] : null)) }));
  mkdirSync(join(results.folder, 'images'), { recursive: true });
  writeFileSync(join(results.folder, `images/${scenario.id}.svg`), plot({ x, y: title, sizes, lines }));
  return [`![${title} against ${x}](images/${scenario.id}.svg)`];
}

/** @param {boolean | null} isReached */
function word(isReached) {
  return isReached === null ? 'not compared' : isReached ? 'reached' : '**not reached**';
}
