/**
 * The server as the product composes it, with parts of FAULTS_PLAN wrapped: a fault that is planted on purpose, or a place at which the
 * process kills itself. The product has no switch for either.
 */
// @ts-check
import { parseCommandLine } from '../../../packages/sync-server/dist/cli/command-line.js';
import { runServe } from '../../../packages/sync-server/dist/cli/run-serve.js';
import { startServer } from '../../../packages/sync-server/dist/server.js';
import { crashParts } from './crash-points.mjs';
import { plantedParts } from './planted-faults.mjs';

/** @typedef {{ plant?: 'no-sync' | 'ack-early', killAt?: { point: string, pass: number } }} Plan */

/** @type {Plan} */
const plan = JSON.parse(process.env['FAULTS_PLAN'] ?? '{}');
const parts = plan.plant === undefined ? crashParts(plan.killAt ?? null) : plantedParts(plan.plant);
const command = parseCommandLine({ argv: process.argv.slice(2), env: {}, cwd: process.cwd(), version: '0.0.0' });
if (command.kind !== 'serve') throw new Error('This entry serves and does nothing else.');
process.exit(
  await runServe({
    config: command.config,
    startServer: async (config, options) => await startServer(config, { ...options, parts }),
    process,
  }),
);
