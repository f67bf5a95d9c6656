/**
 * What a long proof has found so far, kept in a file: a run that was cut goes on where it was when it is started again with its seed. Another
 * build of what is tested begins anew. In memory alone where FAULTS_PROGRESS names no directory.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));

export class Progress {
  readonly #file: string | null;
  readonly #found = new Map<string, unknown>();

  /** `run`: what tells this run from others, its seed among it. */
  constructor(run: string) {
    const directory = process.env['FAULTS_PROGRESS'];
    if (directory === undefined) {
      this.#file = null;
      return;
    }
    mkdirSync(directory, { recursive: true });
    this.#file = join(directory, `${run}-${fingerprintOfBuild()}.jsonl`);
    if (!existsSync(this.#file)) return;
    // A line that was cut is a step that is done again.
    for (const line of readFileSync(this.#file, 'utf8').split('\n').slice(0, -1)) {
      const { step, finding } = JSON.parse(line) as { step: string; finding: unknown };
      this.#found.set(step, finding);
    }
    console.log(`${run}: ${this.#found.size} steps were done before.`);
  }

  /** Does the step, unless it was done before. */
  async step<Finding>(name: string, run: () => Promise<Finding>): Promise<Finding> {
    if (this.#found.has(name)) return this.#found.get(name) as Finding;
    const finding = await run();
    this.#found.set(name, finding);
    if (this.#file !== null) appendFileSync(this.#file, `${JSON.stringify({ step: name, finding })}\n`);
    return finding;
  }

  /** The whole run is done. */
  end(): void {
    if (this.#file !== null) rmSync(this.#file, { force: true });
  }
}

function fingerprintOfBuild(): string {
  const hash = createHash('sha256');
  for (const name of ['protocol', 'persistence', 'sync-server']) {
    const dist = join(packages, name, 'dist');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(dist, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
