import { expect, test } from 'vitest';
import { runBlocks, runBlocksMax, shareOut } from './share-out.ts';

interface Block {
  readonly name: string;
  readonly canBegin: boolean;
  run?: number;
}

const blocksOf = (count: number): Block[] => Array.from({ length: count }, (_, index) => ({ name: `b${index}`, canBegin: true }));

let runs = 0;

/** Shares out and notes who got where; gives the sizes. */
function arrange(blocks: readonly Block[]): number[] {
  const shares = shareOut(blocks, ({ run }) => run, ({ canBegin }) => canBegin);
  for (const { run = (runs += 1), blocks: inside } of shares) for (const block of inside) block.run = run;
  expect(shares.flatMap(({ blocks: inside }) => inside)).toEqual(blocks);
  expect(new Set(shares.map(({ run }) => run).filter((run) => run !== undefined)).size).toBe(shares.filter(({ run }) => run !== undefined).length);
  return shares.map(({ blocks: inside }) => inside.length);
}

test('blocks are shared out in runs of so many, in their order', () => {
  expect(arrange(blocksOf(50))).toEqual([runBlocks, runBlocks, 10]);
  expect(arrange([])).toEqual([]);
});

test('a block that comes or goes changes the run that it is in and no other', () => {
  const blocks = blocksOf(80);
  arrange(blocks);
  const before = new Map(blocks.map((block) => [block, block.run]));
  blocks.splice(30, 0, { name: 'new', canBegin: true });
  blocks.splice(70, 1);
  expect(arrange(blocks)).toEqual([20, 21, 20, 19]);
  for (const block of blocks) if (block.name !== 'new') expect(block.run).toBe(before.get(block));
});

test('a run into which many blocks are written becomes two', () => {
  const blocks = blocksOf(60);
  arrange(blocks);
  for (let index = 0; index < 60; index += 1) {
    blocks.splice(25, 0, { name: `new ${index}`, canBegin: true });
    expect(Math.max(...arrange(blocks))).toBeLessThanOrEqual(runBlocksMax);
  }
});

test('a block that must not be the first of a run stays with the one before it', () => {
  const blocks = blocksOf(40).map((block, index) => ({ ...block, canBegin: index < 18 || index > 24 }));
  expect(arrange(blocks)).toEqual([25, 15]);
  const [turned] = blocks.splice(25, 1, { name: 'heading', canBegin: false });
  expect(turned?.name).toBe('b25');
  expect(arrange(blocks)).toEqual([26, 14]);
});

test('blocks that are moved far away leave every block in a run, whatever was moved', () => {
  const blocks = blocksOf(100);
  arrange(blocks);
  for (const [from, to] of [[90, 3], [2, 70], [45, 46], [99, 0]] as const) {
    blocks.splice(to, 0, ...blocks.splice(from, 1));
    arrange(blocks);
  }
});

test('where no block should begin a run for long, one does nevertheless', () => {
  const sizes = arrange(blocksOf(500).map((block) => ({ ...block, canBegin: false })));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * runBlocksMax);
});
