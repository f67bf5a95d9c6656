/** The process: reads its command line, runs the command, and ends with its exit code. */
import { parseCommandLine } from './cli/command-line.ts';
import { runMaintenance } from './cli/run-maintenance.ts';
import { runServe } from './cli/run-serve.ts';
import { runTransfer } from './cli/run-transfer.ts';
import { runVerifyApart } from './cli/run-verify-apart.ts';
import { readVersion } from './cli/version.ts';
import { startServer } from './server.ts';

export async function main(): Promise<void> {
  // Whoever reads our output may go away; that is no reason to stop serving.
  process.stdout.on('error', () => {});
  const command = parseCommandLine({
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    version: readVersion(),
  });
  switch (command.kind) {
    case 'print':
      process.stdout.write(command.text);
      return;
    case 'usage-error':
      process.stderr.write(`${command.message}\n`);
      process.exitCode = 2;
      return;
    case 'serve':
      // Handles that a stuck close leaves behind do not keep the process.
      process.exit(await runServe({ config: command.config, startServer, process }));
      return;
    case 'verify':
      process.exitCode = await runVerifyApart(command, { process });
      return;
    case 'backup':
    case 'restore':
    case 'compact':
      process.exitCode = await runMaintenance(command, process);
      return;
    case 'export':
    case 'import':
      process.exitCode = await runTransfer(command, process);
  }
}
