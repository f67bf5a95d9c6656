/** The command lines of those who look after a data directory: verify, backup, restore, compact. */
import { resolve } from 'node:path';
import { backupSettings, dataSettings, verifySettings } from '../config.ts';
import type { CommandSpec } from './command-line.ts';
import { commandHelp } from './help.ts';
import { readSettings } from './read-settings.ts';
import { usageError } from './usage-error.ts';

export type MaintenanceCommand =
  | { readonly kind: 'verify'; readonly directory: string; readonly isJson: boolean }
  | { readonly kind: 'backup'; readonly directory: string; readonly file: string; readonly force: boolean }
  | { readonly kind: 'restore'; readonly directory: string; readonly file: string }
  | { readonly kind: 'compact'; readonly directory: string };

const cut = ['130, 143', 'cut off by SIGINT or SIGTERM; nothing is left half done'] as const;

export const verify: CommandSpec = {
  name: 'verify',
  summary: 'Check every record and every document of a directory',
  help: () =>
    commandHelp({
      name: 'verify',
      summary:
        'Checks every record, and that every document loads. Changes nothing: works on a temporary copy (below TMPDIR), or through the server that runs.',
      settings: verifySettings,
      exitCodes: [
        ['0', 'intact'],
        ['1', 'damaged; one line for each damage on standard output'],
        ['2', 'could not be checked, or the command line is wrong'],
        cut,
      ],
      examples: [
        { command: 'scriptorium verify', meaning: 'checks ./data' },
        { command: 'scriptorium verify --json --data /var/lib/scriptorium', meaning: 'for scripts' },
      ],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(verifySettings, { args, env });
    if (read.kind === 'fault') return usageError(read.message, 'verify');
    return { kind: 'verify', directory: resolve(cwd, read.values.data), isJson: read.values.json };
  },
};

export const backup: CommandSpec = {
  name: 'backup',
  summary: 'Write all documents of one moment into a file',
  help: () =>
    commandHelp({
      name: 'backup',
      argument: 'FILE',
      summary: 'Writes all documents, as of one moment, into FILE. The server may run, and people may write.',
      settings: backupSettings,
      exitCodes: [
        ['0', 'FILE is there and complete'],
        ['1', 'failed; FILE is as it was'],
        ['2', 'the command line is wrong'],
        ['3', 'FILE is there and holds everything that could be read, but the database is damaged: run scriptorium verify'],
        cut,
      ],
      examples: [
        { command: 'scriptorium backup notes.bak', meaning: 'of ./data' },
        { command: 'scriptorium backup "/backup/notes-$(date +%F).bak" --data /var/lib/scriptorium', meaning: 'one a day' },
      ],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(backupSettings, { args, env, argument: 'FILE' });
    if (read.kind === 'fault') return usageError(read.message, 'backup');
    const { data, force } = read.values;
    return { kind: 'backup', directory: resolve(cwd, data), file: resolve(cwd, read.argument ?? ''), force };
  },
};

export const restore: CommandSpec = {
  name: 'restore',
  summary: 'Make a data directory out of a backup',
  help: () =>
    commandHelp({
      name: 'restore',
      argument: 'FILE',
      summary: 'Makes a data directory out of a backup. The directory must be empty, or not be there; FILE is checked before it becomes one.',
      settings: dataSettings,
      exitCodes: [['0', 'restored'], ['1', 'failed; the directory is as it was'], ['2', 'the command line is wrong'], cut],
      examples: [{ command: 'scriptorium restore notes.bak --data ./restored', meaning: 'then: scriptorium serve --data ./restored' }],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(dataSettings, { args, env, argument: 'FILE' });
    if (read.kind === 'fault') return usageError(read.message, 'restore');
    return { kind: 'restore', directory: resolve(cwd, read.values.data), file: resolve(cwd, read.argument ?? '') };
  },
};

export const compact: CommandSpec = {
  name: 'compact',
  summary: 'Make the database smaller',
  help: () =>
    commandHelp({
      name: 'compact',
      summary: 'Folds what was written into each document, and gives unused space back. The server may run; it does this by itself too, only later.',
      settings: dataSettings,
      exitCodes: [['0', 'done'], ['1', 'failed, or some documents could not be compacted; they are as they were'], ['2', 'the command line is wrong'], cut],
      examples: [{ command: 'scriptorium compact --data /var/lib/scriptorium', meaning: 'says the bytes before and after' }],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(dataSettings, { args, env });
    if (read.kind === 'fault') return usageError(read.message, 'compact');
    return { kind: 'compact', directory: resolve(cwd, read.values.data) };
  },
};
