/** Random histories of honest people: whatever they do, everybody ends with the same document. */
import { describe, expect, test } from 'vitest';
import failed from './testing/failed-seeds.json' with { type: 'json' };
import { runHonestHistory } from './testing/honest-history.ts';
import { seedsOf } from './testing/random.ts';

const seeds = seedsOf({ count: 60, failed: failed.histories, env: 'FUZZ_SEEDS' });

describe(`honest histories from seed ${seeds[failed.histories.length] ?? seeds[0]}`, () => {
  test('[A1] [J1] replicas, joiners and reopened relays agree, and nothing waits', () => {
    for (const seed of seeds) {
      expect(() => runHonestHistory({ seed }), `SEED=${seed}`).not.toThrow();
    }
  });
});
