/** Bit rot: whatever happens to a file, the store says so, or every document is right. [S25-S28, S37, S44-S46] */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createRandom } from '../../harness/random.ts';
import { createTemporaryDirectory } from '../../harness/temporary-directory.ts';
import { type Figure, type Part, type PartResult, type Tier, atLeast, exactly, resultOf, told } from '../part.ts';
import { damageOneOf } from '../rig/damage.ts';
import { type Promised, type Seen, type Verdict, judgeStore } from '../rig/store-verdict.ts';

const damagesOf = { short: 80, full: 1_000 };
/** Besides: one bit in a table, where LevelDB says least. */
const tableFlipsOf = { short: 40, full: 3_000 };
const examiner = fileURLToPath(new URL('../entry/examine-store.mjs', import.meta.url));
const builder = fileURLToPath(new URL('../entry/build-store.mjs', import.meta.url));

export const rot: Part = {
  name: 'rot',
  title: 'bit rot',
  method:
    'Two data directories are filled with documents that have tails, snapshots and both, in tables and in the log: one is closed, the other is killed with writes that the sentinel does not name yet. Copies of them are damaged at random, ' +
    'one damage each, over every file of the directory: flipped bits, zeroed blocks, lost ends, deleted files; and then once more, one bit each in the tables alone, where LevelDB says least. A process of its own opens the copy. It must refuse with a named error, or each document must be right, or be named as damaged, ' +
    'which refuses loading and writing and gives what is intact. What was appended after the sentinel was last written may vanish with the end of the log (docs/storage.md); such losses are counted. A key that is damaged in a table may end the process by ' +
    'an assertion of LevelDB when it merges that table; that is loud, and counted too.',
  run,
};

interface Source {
  readonly directory: string;
  readonly promised: Promised;
  readonly files: readonly string[];
}

async function run(tier: Tier, seed: number): Promise<PartResult> {
  const random = createRandom(seed);
  const directory = await createTemporaryDirectory();
  const verdicts: Verdict[] = [];
  const store = new Examiner();
  let planted: Verdict | null = null;
  try {
    const sources = [await build(join(directory.path, 'closed'), []), await build(join(directory.path, 'killed'), ['--killed'])];
    const [closed] = sources;
    if (closed !== undefined) planted = await judgeEmptied(store, closed, join(directory.path, 'emptied'));
    for (const source of sources) await expectSound(store, source, join(directory.path, 'sound'));
    for (let number = 0; number < damagesOf[tier] + tableFlipsOf[tier]; number += 1) {
      const source = sources[number % 2];
      if (source === undefined) break;
      const copy = join(directory.path, 'copy');
      await cp(source.directory, copy, { recursive: true });
      const isTableFlip = number >= damagesOf[tier];
      const files = source.files.filter((file) => !isTableFlip || file.endsWith('.ldb')).map((file) => join(copy, file));
      const what = await damageOneOf(files, random, isTableFlip ? 'flip' : null);
      const seen = await store.examine(copy, Object.keys(source.promised));
      verdicts.push(judgeStore({ what, seen, promised: source.promised }));
      await rm(copy, { recursive: true });
    }
  } finally {
    store.close();
    await directory.close();
  }
  const isFound = planted?.faults.some(({ kind }) => kind === 'empty') ?? false;
  const reached = isFound ? 'found' : 'not found';
  return resultOf([...figuresOf(verdicts, tier), { name: 'planted: an empty store in its place', reached, target: 'must fail', passed: isFound }]);
}

/** What the store would be if it began anew whenever something is missing. */
async function judgeEmptied(store: Examiner, { promised }: Source, directory: string): Promise<Verdict> {
  return judgeStore({ what: 'emptied', seen: await store.examine(directory, Object.keys(promised)), promised });
}

function figuresOf(verdicts: readonly Verdict[], tier: Tier): Figure[] {
  for (const { what, faults } of verdicts) for (const fault of faults) console.log(`${fault.kind}: ${fault.sentence} (${what})`);
  const withFault = (kind: Verdict['faults'][number]['kind']): number =>
    verdicts.filter(({ faults }) => faults.some((fault) => fault.kind === kind)).length;
  const having = (outcome: Verdict['outcome']): number => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return [
    atLeast('damages', verdicts.length, damagesOf[tier] + tableFlipsOf[tier]),
    told('… of those, one bit in a table', tableFlipsOf[tier].toLocaleString('en-GB')),
    exactly('wrong values', withFault('wrong'), 0),
    exactly('silently missing, up to the sentinel', withFault('missing'), 0),
    exactly('silently empty', withFault('empty'), 0),
    exactly('errors without a name', withFault('unnamed'), 0),
    exactly('crashes of the process, other than by an assertion of LevelDB', withFault('crash'), 0),
    exactly('damaged documents that could be loaded or written', withFault('writable'), 0),
    told('refused at the opening, by name', having('refused')),
    told('ended by an assertion of LevelDB, with a line on standard error', having('asserted')),
    told('opened, with documents named as damaged', having('damaged')),
    told('opened, and every document right', having('sound')),
    told('… of those, without the newest writes, which the sentinel did not name', having('hidden')),
  ];
}

async function build(directory: string, flags: readonly string[]): Promise<Source> {
  // A child that kills itself on purpose has no exit code.
  const { stdout } = spawnSync(process.execPath, [builder, directory, ...flags], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const promised = JSON.parse(stdout) as Promised;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
  // LOCK is empty, and nothing but a lock.
  return { directory, promised, files: paths.filter((path) => !/(^|\/)LOCK$/.test(path)) };
}

async function expectSound(store: Examiner, { directory, promised }: Source, copy: string): Promise<void> {
  await cp(directory, copy, { recursive: true });
  const { outcome, faults } = judgeStore({ what: 'nothing', seen: await store.examine(copy, Object.keys(promised)), promised });
  await rm(copy, { recursive: true });
  if (outcome !== 'sound' || faults.length > 0) throw new Error(`The undamaged directory is ${outcome}: ${JSON.stringify(faults)}`);
}

/** A process that examines one directory after the other; a new one where it crashed. */
class Examiner {
  #child = startExaminer();

  async examine(directory: string, documents: readonly string[]): Promise<Seen> {
    const { child, lines, ended } = this.#child;
    child.stdin.write(`${JSON.stringify({ directory, documents })}\n`);
    const line = await Promise.race([lines.next().then(({ value }) => value as string | undefined), ended.then(() => undefined)]);
    if (line !== undefined) return JSON.parse(line) as Seen;
    this.#child = startExaminer();
    return { crashed: await ended };
  }

  close(): void {
    this.#child.child.kill('SIGKILL');
  }
}

function startExaminer() {
  const child = spawn(process.execPath, [examiner], { stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const ended = once(child, 'close').then(() => `${child.signalCode ?? child.exitCode}: ${words.trim()}`);
  return { child, ended, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}
