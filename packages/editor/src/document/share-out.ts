/** Shares out the blocks of a document among runs, so that few of them change their run when some come or go. */

/** So many blocks make a run, until more are written into it: then it is two. */
export const runBlocks = 20;
export const runBlocksMax = 40;

export type RunOf<Block, Run> = (block: Block) => Run | undefined;

export interface Share<Block, Run> {
  /** Undefined where there is to be a new one. */
  readonly run: Run | undefined;
  readonly blocks: readonly Block[];
}

/** `canBegin` says which blocks should be the first of a run; the first of all is anyhow, and where there are none for long, any. */
export function shareOut<Block, Run>(all: readonly Block[], runOf: RunOf<Block, Run>, canBegin: (block: Block) => boolean): readonly Share<Block, Run>[] {
  const shares: { run: Run | undefined; blocks: Block[] }[] = [];
  const used = new Set<Run>();
  for (const block of all) {
    const current = shares.at(-1);
    const known = runOf(block);
    const isOfNext = known !== undefined && known !== current?.run && !used.has(known);
    const isFull = current !== undefined && current.blocks.length >= (known === undefined ? runBlocks : runBlocksMax);
    const isTooFull = current !== undefined && current.blocks.length >= 2 * runBlocksMax;
    if (current !== undefined && !(isTooFull || ((isOfNext || isFull) && canBegin(block)))) {
      current.blocks.push(block);
      continue;
    }
    const run = isOfNext ? known : undefined;
    if (run !== undefined) used.add(run);
    shares.push({ run, blocks: [block] });
  }
  return shares;
}

export function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}
