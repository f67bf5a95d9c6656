/** Reads the settings of a command: flags win over the environment, the environment wins over the defaults. */
import { parseArgs } from 'node:util';
import type { Setting, SettingTable } from '../config.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Reading<Values> =
  | { readonly kind: 'values'; readonly values: Values; readonly argument: string | null }
  /** A sentence without its full stop. */
  | { readonly kind: 'fault'; readonly message: string };

type Settings = Readonly<Record<string, Setting>>;

interface Given {
  readonly value: string | readonly string[] | boolean;
  /** What to call it where it is wrong: the flag, or the variable. */
  readonly source: string;
}

type Flags =
  | { readonly kind: 'flags'; readonly given: ReadonlyMap<string, Given>; readonly argument: string | null }
  | { readonly kind: 'fault'; readonly message: string };

export interface Line {
  readonly args: readonly string[];
  readonly env: Environment;
  /** What stands for the one argument that is no option, and must be there: `FILE`. None where it is left out. */
  readonly argument?: string;
}

export function environmentName(setting: string): string {
  return `SCRIPTORIUM_${setting.toUpperCase().replaceAll('-', '_')}`;
}

export function readSettings<Values>(
  table: SettingTable<Values> & Settings,
  { args, env, argument }: Line,
): Reading<Values> {
  const flags = readFlags(table, args, argument !== undefined);
  if (flags.kind === 'fault') return flags;
  if (argument !== undefined && flags.argument === null) return { kind: 'fault', message: `${argument} is missing` };
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting>(table)) {
    const given = flags.given.get(name) ?? fromEnvironment(name, setting, env) ?? fromDefault(setting);
    if (given === null) {
      values[name] = null;
      continue;
    }
    const parsed = setting.schema.safeParse(given.value);
    if (!parsed.success) {
      const reason = parsed.error.issues[0]?.message ?? 'is not valid';
      return { kind: 'fault', message: `${given.source} ${reason}, not ${JSON.stringify(textOf(given.value))}` };
    }
    values[name] = parsed.data;
  }
  // The loop has filled in each name of the table with what its schema gives.
  return { kind: 'values', values: values as Values, argument: flags.argument };
}

function readFlags(table: Settings, args: readonly string[], takesArgument: boolean): Flags {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [name, { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true });
  const given = new Map<string, Given>();
  let argument: string | null = null;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (!takesArgument || argument !== null || token.value === '') {
        return { kind: 'fault', message: `Unexpected argument ${JSON.stringify(token.value)}` };
      }
      argument = token.value;
      continue;
    }
    const name = token.name.startsWith('no-') && table[token.name.slice(3)]?.kind === 'switch' ? token.name.slice(3) : token.name;
    const setting = Object.hasOwn(table, name) ? table[name] : undefined;
    if (setting === undefined) return { kind: 'fault', message: `Unknown option ${token.rawName}` };
    const value = flagValue(token, setting, given.get(name)?.value);
    if (typeof value === 'object' && 'fault' in value) return { kind: 'fault', message: value.fault };
    given.set(name, { value, source: token.rawName });
  }
  return { kind: 'flags', given, argument };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function flagValue(
  token: OptionToken,
  setting: Setting,
  earlier: Given['value'] | undefined,
): Given['value'] | { readonly fault: string } {
  if (setting.kind === 'switch') {
    return token.value === undefined ? !token.name.startsWith('no-') : { fault: `${token.rawName} takes no value` };
  }
  // A value that starts with a dash is rather the next flag, unless it is written with an equals sign.
  if (token.value === undefined || (token.inlineValue !== true && token.value.startsWith('-'))) {
    return { fault: `${token.rawName} needs a value (${setting.placeholder})` };
  }
  if (setting.kind === 'value') return token.value;
  return Array.isArray(earlier) ? [...earlier, token.value] : [token.value];
}

/** An empty variable counts as none: that is how one is taken away in many service files. */
function fromEnvironment(name: string, { kind }: Setting, env: Environment): Given | null {
  const source = environmentName(name);
  const text = env[source]?.trim();
  if (text === undefined || text === '') return null;
  switch (kind) {
    case 'value':
      return { value: text, source };
    case 'list':
      return { value: text.split(/[\s,]+/), source };
    case 'switch':
      return { value: switchOf(text) ?? text, source };
  }
}

function switchOf(text: string): boolean | null {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  return null;
}

function fromDefault({ fallback }: Setting): Given | null {
  return fallback === null ? null : { value: fallback, source: 'The default' };
}

function textOf(value: Given['value']): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}
