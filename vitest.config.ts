/** Unit and contract tests of every package, from source: no build stands between a change and its test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'packages/editor/*-plugin.test.ts'],
    // Against what hangs, and not a judgement of speed: machines are slow when they are shared.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
