/** The process in which `verify` does its work; `run-verify-apart.ts` starts it. */
import type { MaintenanceCommand } from './maintenance-commands.ts';
import { runMaintenance } from './run-maintenance.ts';

// What our own process has written there.
const command = JSON.parse(process.argv[2] ?? '') as MaintenanceCommand;
process.exitCode = await runMaintenance(command, process);
