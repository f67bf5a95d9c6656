/** The help texts, made from the same tables that the command line is read by. */
import type { Setting } from '../config.ts';
import { environmentName } from './read-settings.ts';

interface Example {
  readonly command: string;
  readonly meaning: string;
}

export interface CommandHelp {
  readonly name: string;
  readonly summary: string;
  readonly settings: Readonly<Record<string, Setting>>;
  readonly examples: readonly Example[];
  /** What stands for the argument that is no option. */
  readonly argument?: string;
  /** Code and when. */
  readonly exitCodes?: readonly (readonly [string, string])[];
}

export function overview(commands: readonly { readonly name: string; readonly summary: string }[]): string {
  return text([
    'Scriptorium: documents that several people write at once.',
    '',
    'Usage: scriptorium COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...columns([
      ['-h, --help', 'Show this help, or that of a command'],
      ['-V, --version', 'Show the version'],
    ]),
    '',
    'scriptorium COMMAND --help shows the options of a command.',
  ]);
}

export function commandHelp({ name, summary, settings, examples, argument, exitCodes = [] }: CommandHelp): string {
  const rows = Object.entries(settings);
  return text([
    ['Usage: scriptorium', name, ...(argument === undefined ? [] : [argument]), '[OPTIONS]'].join(' '),
    '',
    summary,
    '',
    'Options:',
    ...columns([
      ...rows.map(([setting, spec]) => [`--${setting} ${spec.placeholder}`.trimEnd(), spec.help + defaultOf(spec)] as const),
      ['-h, --help', 'Show this help'],
    ]),
    '',
    'Environment, where the option is not given:',
    ...columns(rows.map(([setting, spec]) => [environmentName(setting), environmentOf(setting, spec)])),
    '',
    ...(exitCodes.length === 0 ? [] : ['Exit codes:', ...columns(exitCodes), '']),
    'Examples:',
    ...columns(examples.map(({ command, meaning }) => [command, meaning])),
  ]);
}

function defaultOf({ kind, fallback }: Setting): string {
  return kind === 'value' && typeof fallback === 'string' ? ` (default: ${fallback})` : '';
}

function environmentOf(setting: string, { kind }: Setting): string {
  switch (kind) {
    case 'value':
      return `as --${setting}`;
    case 'list':
      return `as --${setting}, several separated by commas`;
    case 'switch':
      return `as --${setting}: true or false; --no-${setting} overrides it`;
  }
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
