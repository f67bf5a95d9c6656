// Randomness that a seed repeats.
// @ts-check

/** Numbers in [0, 1), as Math.random gives them. @typedef {() => number} Random */

/** mulberry32. @param {number} seed @returns {Random} */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** An integer in [0, below). @param {Random} random @param {number} below */
export function integerBelow(random, below) {
  return Math.floor(random() * below);
}

const letters = 'eeeeeeeeeeeetttttttttaaaaaaaaoooooooiiiiiiinnnnnnnsssssshhhhhhrrrrrrddddllllcccuuummmwwffggyyppbbvk               ';

/** A letter or a blank, about as often as in English. @param {Random} random */
export function letter(random) {
  return letters[integerBelow(random, letters.length)] ?? 'e';
}
