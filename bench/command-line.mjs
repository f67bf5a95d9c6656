// The command line of the benchmark.
// @ts-check
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const usage = `Usage: npm run bench -- [options]

  --quick            a short tier: small sizes, one round, results in bench/out
  --only NAME…       these scenarios only; the others keep the results that they have
  --contestant NAME… these contestants only
  --trace FILE       take base documents and typing from a sequential session of the public editing-traces collection
  --report           make the page from the results that are there, and measure nothing
  --list             name the scenarios
  --help             this text`;

/** @typedef {{ isQuick: boolean, only: readonly string[], contestants: readonly string[], trace: string | null, mode: 'measure' | 'report' | 'list' | 'help' }} Wish */

/** Throws with a sentence where the line is wrong. @param {readonly string[]} args @param {string} cwd @returns {Wish} */
export function readCommandLine(args, cwd) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      contestant: { type: 'string', multiple: true, default: [] },
      trace: { type: 'string' },
      report: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (positionals.length > 0 && values.only.length === 0) throw new Error(`Unexpected argument ${JSON.stringify(positionals[0])}.`);
  return {
    isQuick: values.quick,
    // Names may follow each other, or be separated by commas.
    only: [...values.only, ...positionals].flatMap((names) => names.split(',')),
    contestants: values.contestant.flatMap((names) => names.split(',')),
    trace: values.trace === undefined ? null : resolve(cwd, values.trace),
    mode: values.help ? 'help' : values.list ? 'list' : values.report ? 'report' : 'measure',
  };
}
