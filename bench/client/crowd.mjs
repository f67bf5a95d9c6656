// Opens many tabs, a bounded number at a time.
// @ts-check

const openingAtOnce = 100;

/**
 * Runs a task for each item, a bounded number at once, in order of their start.
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item, index: number) => Promise<unknown>} task
 * @param {number} [atOnce]
 */
export async function forEachOf(items, task, atOnce = openingAtOnce) {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await task(/** @type {any} */ (items[index]), index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Resolves with whether the condition came true in time; looks every few ms.
 * @param {() => boolean} isTrue
 * @param {number} msMax
 */
export async function until(isTrue, msMax) {
  const giveUpAt = performance.now() + msMax;
  while (!isTrue()) {
    if (performance.now() > giveUpAt) return false;
    await pause(10);
  }
  return true;
}
