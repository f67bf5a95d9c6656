/** The server as the product composes it, which collects its garbage before it tells its figures: what is left is what is held. */
// @ts-check
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseCommandLine } from '../../../packages/sync-server/dist/cli/command-line.js';
import { runServe } from '../../../packages/sync-server/dist/cli/run-serve.js';
import { createMetrics } from '../../../packages/sync-server/dist/metrics.js';
import { startServer } from '../../../packages/sync-server/dist/server.js';

setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collect = runInNewContext('gc');

function createCollectingMetrics() {
  const metrics = createMetrics();
  const told = metrics.registry.metrics.bind(metrics.registry);
  metrics.registry.metrics = async () => {
    collect();
    return await told();
  };
  return metrics;
}

const command = parseCommandLine({ argv: process.argv.slice(2), env: {}, cwd: process.cwd(), version: '0.0.0' });
if (command.kind !== 'serve') throw new Error('This entry serves and does nothing else.');
process.exit(
  await runServe({
    config: command.config,
    startServer: async (config, options) => await startServer(config, { ...options, parts: { createMetrics: createCollectingMetrics } }),
    process,
  }),
);
