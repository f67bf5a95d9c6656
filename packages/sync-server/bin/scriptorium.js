#!/usr/bin/env node
// The executable. What it does is in src/main.ts.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await (await import(main.href)).main();
} else {
  process.stderr.write('Scriptorium is not built; run `npx --yes pnpm@12.21.0 run build` in its folder first.\n');
  process.exitCode = 1;
}
