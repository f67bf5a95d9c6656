/** The command lines that bring documents in and take them out: import, export. */
import { resolve } from 'node:path';
import { exportSettings, importSettings, type ExportFormat } from '../config.ts';
import type { CommandSpec } from './command-line.ts';
import { commandHelp } from './help.ts';
import { readSettings } from './read-settings.ts';
import { usageError } from './usage-error.ts';

export type TransferCommand =
  | { readonly kind: 'export'; readonly directory: string; readonly url: string; readonly format: ExportFormat }
  | { readonly kind: 'import'; readonly directory: string; readonly url: string };

const cut = ['130, 143', 'cut off by SIGINT or SIGTERM'] as const;

export const exportCommand: CommandSpec = {
  name: 'export',
  summary: 'Write every document of a running server into a directory',
  help: () =>
    commandHelp({
      name: 'export',
      argument: 'DIR',
      summary: 'Writes every document of a running server into DIR, with its pictures. DIR must be empty, or not be there.',
      settings: exportSettings,
      exitCodes: [['0', 'all are there'], ['1', 'failed and DIR is as it was, or some documents could not be written'], ['2', 'the command line is wrong'], cut],
      examples: [
        { command: 'scriptorium export ./notes', meaning: 'as Markdown, of http://127.0.0.1:1234' },
        { command: 'scriptorium export ./notes --format docx --url https://notes.example', meaning: 'as Word documents, of another server' },
      ],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(exportSettings, { args, env, argument: 'DIR' });
    if (read.kind === 'fault') return usageError(read.message, 'export');
    const { url, format } = read.values;
    return { kind: 'export', directory: resolve(cwd, read.argument ?? ''), url, format };
  },
};

export const importCommand: CommandSpec = {
  name: 'import',
  summary: 'Bring every file of a directory into a running server',
  help: () =>
    commandHelp({
      name: 'import',
      argument: 'DIR',
      summary: 'Makes a document of each .md, .txt, .html, .docx and .json file in DIR, and in the directories below it.',
      settings: importSettings,
      exitCodes: [['0', 'all were brought in'], ['1', 'some could not be read; the others are there'], ['2', 'the command line is wrong'], cut],
      examples: [{ command: 'scriptorium import ./notes', meaning: 'into http://127.0.0.1:1234' }],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(importSettings, { args, env, argument: 'DIR' });
    if (read.kind === 'fault') return usageError(read.message, 'import');
    return { kind: 'import', directory: resolve(cwd, read.argument ?? ''), url: read.values.url };
  },
};
