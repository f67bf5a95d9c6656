// npm run bench: measures every scenario, contestants taking turns, keeps raw results as it goes, and writes the page.
// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCommandLine, usage } from './command-line.mjs';
import { measure } from './measure.mjs';
import { writeReport } from './report/report.mjs';
import { Results } from './report/results.mjs';
import { scenarios } from './scenarios/index.mjs';

const bench = dirname(fileURLToPath(import.meta.url));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main() {
  const wish = readCommandLine(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (wish.mode === 'help') return console.log(usage);
  const all = scenarios(wish);
  if (wish.mode === 'list') return console.log(all.map(({ id, title }) => `${id.padEnd(18)} ${title}`).join('\n'));
  const unknown = wish.only.find((name) => !all.some(({ id }) => id === name));
  if (unknown !== undefined) throw new Error(`There is no scenario ${JSON.stringify(unknown)}; --list names them.`);
  const results = new Results(wish.isQuick ? join(bench, 'out') : join(bench, '../docs'));
  if (wish.mode === 'measure') {
    const chosen = all.filter(({ id }) => wish.only.length === 0 || wish.only.includes(id));
    await measure(chosen, results, wish);
  }
  console.log(`Written: ${writeReport(all, results)}`);
}
