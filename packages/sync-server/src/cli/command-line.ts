/** A command line and an environment come in, a command goes on; nothing is done yet. */
import { serveSettings, toServerConfig, type ServerConfig } from '../config.ts';
import { commandHelp, overview } from './help.ts';
import { backup, compact, restore, verify, type MaintenanceCommand } from './maintenance-commands.ts';
import { readSettings, type Environment } from './read-settings.ts';
import { exportCommand, importCommand, type TransferCommand } from './transfer-commands.ts';
import { usageError } from './usage-error.ts';

export type Command =
  /** To be printed on standard output; exit code 0. */
  | { readonly kind: 'print'; readonly text: string }
  /** One sentence for standard error; exit code 2. */
  | { readonly kind: 'usage-error'; readonly message: string }
  | { readonly kind: 'serve'; readonly config: ServerConfig }
  | MaintenanceCommand
  | TransferCommand;

export interface CommandLine {
  /** Without the executable and the script. */
  readonly argv: readonly string[];
  readonly env: Environment;
  /** Where the command was given. */
  readonly cwd: string;
  readonly version: string;
}

/** What a command says about itself, and how the rest of its line is read. Later commands are further files and lines here. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  help(): string;
  parse(line: CommandLine, args: readonly string[]): Command;
}

const serve: CommandSpec = {
  name: 'serve',
  summary: 'Serve the editor and the documents of a directory',
  help: () =>
    commandHelp({
      name: 'serve',
      summary: 'Serves the editor and the documents of a directory, until SIGTERM or SIGINT.',
      settings: serveSettings,
      examples: [
        { command: 'scriptorium serve', meaning: 'http://127.0.0.1:1234, documents in ./data' },
        { command: 'scriptorium serve --port 0 --data /var/lib/scriptorium', meaning: 'a free port, which is printed' },
        { command: 'scriptorium serve --allow-origin https://notes.example', meaning: 'behind a proxy that ends TLS' },
        { command: 'SCRIPTORIUM_PORT=8080 scriptorium serve', meaning: 'settings from the environment' },
      ],
    }),
  parse: ({ env, cwd }, args) => {
    const read = readSettings(serveSettings, { args, env });
    if (read.kind === 'fault') return usageError(read.message, 'serve');
    return { kind: 'serve', config: toServerConfig(read.values, cwd) };
  },
};

const commands: readonly CommandSpec[] = [serve, verify, backup, restore, compact, exportCommand, importCommand];

export function parseCommandLine(line: CommandLine): Command {
  const [first, ...args] = line.argv;
  if (first === undefined) return usageError('A command is missing: scriptorium serve starts the server');
  if (first === '--help' || first === '-h' || first === 'help') return { kind: 'print', text: overview(commands) };
  if (first === '--version' || first === '-V') return { kind: 'print', text: `${line.version}\n` };
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) return usageError(`Unknown ${first.startsWith('-') ? 'option' : 'command'} ${first}`);
  const before = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (before.includes('--help') || before.includes('-h')) return { kind: 'print', text: command.help() };
  if (before.includes('--version')) return { kind: 'print', text: `${line.version}\n` };
  return command.parse(line, args);
}
