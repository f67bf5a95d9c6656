// Raw results in one file beside the page: written after every run, so that a benchmark that is stopped loses one run at most.
// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.mjs';

/**
 * @typedef {object} PointResult
 * @property {string} measuredAt
 * @property {string | null} trace
 * @property {object} environment
 * @property {Record<string, Record<string, any>[]>} runs by contestant
 *
 * @typedef {{ scenarios: Record<string, Record<string, PointResult>> }} ResultsData by scenario and point
 */

export class Results {
  folder;
  #file;
  /** @type {ResultsData} */
  #data;

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    this.#file = join(folder, 'benchmarks.json');
    this.#data = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, 'utf8')) : { scenarios: {} };
  }

  /** What was measured before of these contestants is replaced; of others it stays. @param {string} scenario @param {string} point @param {readonly string[]} contestants @param {{ trace: string | null }} options */
  begin(scenario, point, contestants, { trace }) {
    const points = (this.#data.scenarios[scenario] ??= {});
    const kept = Object.entries(points[point]?.runs ?? {}).filter(([id]) => !contestants.includes(id));
    points[point] = { measuredAt: new Date().toISOString(), trace: trace === null ? null : 'a recorded session', environment: environment(), runs: Object.fromEntries(kept) };
  }

  /** @param {string} scenario @param {string} point @param {string} contestant @param {Record<string, any>} figures */
  add(scenario, point, contestant, figures) {
    const result = this.#data.scenarios[scenario]?.[point];
    if (result === undefined) throw new Error(`Nothing was begun of ${scenario}.`);
    (result.runs[contestant] ??= []).push(figures);
    this.#write();
  }

  /** @param {string} scenario @param {string} point @returns {PointResult | null} */
  of(scenario, point) {
    return this.#data.scenarios[scenario]?.[point] ?? null;
  }

  /** Medians by contestant. @param {string} scenario @param {string} point @returns {Record<string, Record<string, any>>} */
  medians(scenario, point) {
    const runs = this.of(scenario, point)?.runs ?? {};
    return Object.fromEntries(Object.entries(runs).map(([id, figures]) => [id, mediansOf(figures)]));
  }

  #write() {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(this.#data, rounded, 1)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** Digits beyond what was measured only hide it. @param {string} _key @param {unknown} value */
function rounded(_key, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

/** @param {readonly Record<string, any>[]} runs @returns {Record<string, any>} */
function mediansOf(runs) {
  const keys = new Set(runs.flatMap((run) => Object.keys(run)));
  return Object.fromEntries([...keys].map((key) => [key, medianOf(runs.map((run) => run[key]))]));
}

/** Of numbers the median; of yes and no whether it was always yes; of words the first. @param {readonly unknown[]} values */
function medianOf(values) {
  const booleans = values.filter((value) => typeof value === 'boolean');
  if (booleans.length > 0) return booleans.every(Boolean);
  const numbers = values.filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  if (numbers.length === 0) return values.find((value) => typeof value === 'string') ?? null;
  const middle = Math.floor(numbers.length / 2);
  return numbers.length % 2 === 1 ? numbers[middle] : ((numbers[middle - 1] ?? 0) + (numbers[middle] ?? 0)) / 2;
}
