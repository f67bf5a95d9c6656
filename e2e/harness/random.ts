/** Randomness that a seed repeats; the seed comes from SEED or is drawn, and a test that uses it prints it. */

/** Numbers in [0, 1), as Math.random gives them. */
export type Random = () => number;

export function drawSeed(): number {
  const given = Number(process.env['SEED'] ?? '');
  return Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 0x7ffffffe);
}

/** mulberry32: 32 bits of state, good enough to choose edits. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** An integer in [0, below). */
export function integerBelow(random: Random, below: number): number {
  return Math.floor(random() * below);
}
