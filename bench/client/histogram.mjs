// Delays in tenths of a millisecond, counted and not kept: percentiles of millions cost nothing.
// @ts-check

const bucketsPerMs = 10;
const msMax = 30_000;

export class Histogram {
  #buckets = new Uint32Array(msMax * bucketsPerMs + 1);
  count = 0;

  /** @param {number} ms */
  add(ms) {
    const bucket = Math.min(msMax * bucketsPerMs, Math.max(0, Math.round(ms * bucketsPerMs)));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.count++;
  }

  /** In ms; null while there is nothing. @param {number} share 0.5 for the median */
  percentile(share) {
    if (this.count === 0) return null;
    let left = Math.ceil(this.count * share);
    for (let bucket = 0; bucket < this.#buckets.length; bucket++) {
      left -= this.#buckets[bucket] ?? 0;
      if (left <= 0) return bucket / bucketsPerMs;
    }
    return msMax;
  }
}
