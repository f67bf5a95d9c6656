/** What a server is told when it starts: each setting once, with its meaning, its default and what it may be. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { normalizeOrigin } from './auth/origin.ts';
import { logLevels, type LogLevel } from './logger.ts';

export interface ServerConfig {
  /** An address or a name, without brackets. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** An absolute path. */
  readonly dataDirectory: string;
  /** `open`: everybody may do everything. Null where it was not said, which is open on loopback and refused elsewhere. */
  readonly auth: 'open' | null;
  /** Origins of pages, beside the server's own, as browsers spell them: `https://notes.example`. */
  readonly allowedOrigins: readonly string[];
  /** Who may read `/metrics`. */
  readonly metricsAccess: 'loopback' | 'public';
  readonly logLevel: LogLevel;
  /** Sessions that declare no schema version are readers. [P23] */
  readonly requireSchema: boolean;
  /** The author also gets its own update back, once it is on disk. */
  readonly echoToAuthor: boolean;
  /** The built page, an absolute path; null for the one of `@scriptorium/editor`. */
  readonly editorDirectory: string | null;
  /** Free space of the data directory's file system below this is warned of; null for the larger of 512 MiB and 5 %, 0 for never. */
  readonly freeSpaceWarningMiB: number | null;
  /** What is in the trash for longer is erased. */
  readonly trashDays: number;
  /** The most that one file may have. */
  readonly fileSizeMaxMiB: number;
  /** Of all files together. */
  readonly filesQuotaMiB: number;
  /** Past so many open documents, … */
  readonly openDocumentsMax: number;
  /** … or so much content of theirs, the idle ones that were used longest ago are unloaded. */
  readonly openDocumentsMiBMax: number;
}

/** One setting of a command. A `list` may be given several times, a `switch` has no value. */
export interface Setting<Value = unknown> {
  readonly kind: 'value' | 'list' | 'switch';
  /** Stands for the value in the help; empty for a switch. */
  readonly placeholder: string;
  /** Parsed where nothing is given; null where the setting then is null. */
  readonly fallback: string | readonly string[] | boolean | null;
  /** Takes text, a list of texts, or a boolean, by kind. Its messages go on after the name: "must be …". */
  readonly schema: Schema<Value>;
  readonly help: string;
}

/** As much of a zod schema as is asked for. */
export interface Schema<Value> {
  safeParse(given: unknown): { success: true; data: Value } | { success: false; error: { issues: readonly { message: string }[] } };
}

/** The name is the flag; in capitals, with underscores and `SCRIPTORIUM_` before it, the environment variable. */
export type SettingTable<Values> = { readonly [Name in keyof Values]: Setting<Values[Name]> };

interface ServeValues {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly auth: 'open' | null;
  readonly 'allow-origin': readonly string[];
  readonly metrics: ServerConfig['metricsAccess'];
  readonly 'log-level': LogLevel;
  readonly 'require-schema': boolean;
  readonly 'echo-to-author': boolean;
  readonly editor: string | null;
  readonly 'free-space-warning': number | null;
  readonly 'trash-days': number;
  readonly 'file-size-max': number;
  readonly 'files-quota': number;
  readonly 'max-open-documents': number;
  readonly 'max-open-mib': number;
}

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
  .transform(Number)
  .pipe(z.number().max(65_535, 'must be a whole number from 0 to 65535'));

const mebibytesSchema = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number of MiB')
  .transform(Number);

const countSchema = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);

const daysSchema = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a whole number of days')
  .transform(Number);

/** A file goes out of the database in one commit, which names each of its chunks. */
const fileSizeSchema = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number of MiB, at most 1024')
  .transform(Number)
  .pipe(z.number().max(1_024, 'must be a whole number of MiB, at most 1024'));

const hostSchema = z
  .string()
  .regex(/^(\[[0-9a-f:.%]+\]|[^\s[\]/]+)$/i, 'must be an address or a host name')
  .transform((host) => host.replace(/^\[|\]$/g, ''));

const pathSchema = z.string().min(1, 'must be a directory');

const originSchema = z.string().transform((text, context) => {
  const origin = normalizeOrigin(text);
  if (origin === null) context.addIssue('must be an origin such as https://notes.example, without a path');
  return origin ?? z.NEVER;
});

const oneOf = <const Value extends string>(values: readonly Value[]): Schema<Value> =>
  z.enum(values, `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`);

const onOrOff = z.boolean('must be true or false');

export const serveSettings: SettingTable<ServeValues> = {
  port: { kind: 'value', placeholder: 'PORT', fallback: '1234', schema: portSchema, help: 'Listen on this port; 0 picks a free one' },
  host: { kind: 'value', placeholder: 'HOST', fallback: '127.0.0.1', schema: hostSchema, help: 'Listen on this address or name' },
  data: { kind: 'value', placeholder: 'DIR', fallback: './data', schema: pathSchema, help: 'Keep the documents in this directory' },
  auth: {
    kind: 'value',
    placeholder: 'open',
    fallback: null,
    schema: oneOf(['open']),
    help: 'open: everybody may do everything; needs to be said where HOST is not loopback',
  },
  'allow-origin': {
    kind: 'list',
    placeholder: 'URL',
    fallback: [],
    schema: z.array(originSchema),
    help: 'Pages of this origin may use the server too, such as behind a proxy; may be repeated',
  },
  metrics: {
    kind: 'value',
    placeholder: 'WHO',
    fallback: 'loopback',
    schema: oneOf(['loopback', 'public']),
    help: 'Who may read /metrics: loopback, or public',
  },
  'log-level': { kind: 'value', placeholder: 'LEVEL', fallback: 'info', schema: oneOf(logLevels), help: `Least level to log: ${logLevels.join(', ')}` },
  'require-schema': { kind: 'switch', placeholder: '', fallback: false, schema: onOrOff, help: 'Pages that declare no schema version may read only' },
  'echo-to-author': { kind: 'switch', placeholder: '', fallback: false, schema: onOrOff, help: 'Send authors their own updates back, once on disk' },
  editor: { kind: 'value', placeholder: 'DIR', fallback: null, schema: pathSchema, help: 'Serve the built page of this directory instead of our own' },
  'free-space-warning': {
    kind: 'value',
    placeholder: 'MIB',
    fallback: null,
    schema: mebibytesSchema,
    help: 'Warn when the disk has less free; the larger of 512 MiB and 5 % where not given, 0 never warns',
  },
  'trash-days': { kind: 'value', placeholder: 'DAYS', fallback: '30', schema: daysSchema, help: 'Erase what is in the trash for longer' },
  'file-size-max': { kind: 'value', placeholder: 'MIB', fallback: '25', schema: fileSizeSchema, help: 'Take no file or image that is larger' },
  'files-quota': { kind: 'value', placeholder: 'MIB', fallback: '5120', schema: mebibytesSchema, help: 'Take no more when all files together have so much' },
  'max-open-documents': { kind: 'value', placeholder: 'COUNT', fallback: '10000', schema: countSchema, help: 'Unload idle documents when more than so many are open' },
  'max-open-mib': { kind: 'value', placeholder: 'MIB', fallback: '1024', schema: mebibytesSchema, help: 'Unload idle documents when those that are open have more content' },
};

/** Of the commands that look after a data directory. */
export interface DataValues {
  readonly data: string;
}

const { data } = serveSettings;

export const dataSettings: SettingTable<DataValues> = { data: { ...data, help: 'The data directory' } };

export interface VerifyValues extends DataValues {
  readonly json: boolean;
}

export const verifySettings: SettingTable<VerifyValues> = {
  ...dataSettings,
  json: { kind: 'switch', placeholder: '', fallback: false, schema: onOrOff, help: 'Print one JSON object instead of lines' },
};

export interface BackupValues extends DataValues {
  readonly force: boolean;
}

export const backupSettings: SettingTable<BackupValues> = {
  ...dataSettings,
  force: { kind: 'switch', placeholder: '', fallback: false, schema: onOrOff, help: 'Replace FILE where it is there already' },
};

export type ExportFormat = 'md' | 'html' | 'docx' | 'json';

/** Of the commands that talk to a running server. */
export interface ServerValues {
  readonly url: string;
}

const urlSchema = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isAddress = url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && url.search === '';
  if (!isAddress) context.addIssue('must be an address such as http://127.0.0.1:1234, without a path');
  return url?.origin ?? z.NEVER;
});

export const importSettings: SettingTable<ServerValues> = {
  url: { kind: 'value', placeholder: 'URL', fallback: 'http://127.0.0.1:1234', schema: urlSchema, help: 'The running server' },
};

export const exportSettings: SettingTable<ServerValues & { readonly format: ExportFormat }> = {
  ...importSettings,
  format: { kind: 'value', placeholder: 'FORMAT', fallback: 'md', schema: oneOf(['md', 'html', 'docx', 'json']), help: 'md, html, docx or json' },
};

/** Directories are relative to where the command was given. */
export function toServerConfig(values: ServeValues, cwd: string): ServerConfig {
  return {
    host: values.host,
    port: values.port,
    dataDirectory: resolve(cwd, values.data),
    auth: values.auth,
    allowedOrigins: values['allow-origin'],
    metricsAccess: values.metrics,
    logLevel: values['log-level'],
    requireSchema: values['require-schema'],
    echoToAuthor: values['echo-to-author'],
    editorDirectory: values.editor === null ? null : resolve(cwd, values.editor),
    freeSpaceWarningMiB: values['free-space-warning'],
    trashDays: values['trash-days'],
    fileSizeMaxMiB: values['file-size-max'],
    filesQuotaMiB: values['files-quota'],
    openDocumentsMax: values['max-open-documents'],
    openDocumentsMiBMax: values['max-open-mib'],
  };
}

/** For those who embed the server: what is left out is as on the command line. */
export function createServerConfig(given: Partial<ServerConfig> = {}): ServerConfig {
  return { ...toServerConfig(defaultsOf(serveSettings), process.cwd()), ...given };
}

function defaultsOf<Values>(settings: SettingTable<Values>): Values {
  const defaults = Object.entries<Setting>(settings).map(([name, { fallback, schema }]) => {
    const parsed = fallback === null ? null : schema.safeParse(fallback);
    return [name, parsed?.success === true ? parsed.data : null];
  });
  // Object.fromEntries forgets the keys that it was given.
  return Object.fromEntries(defaults) as Values;
}
