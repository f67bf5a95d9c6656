/** From a command line and an environment to a command. */
import { expect, test } from 'vitest';
import { parseCommandLine, type Command } from './command-line.ts';
import type { Environment } from './read-settings.ts';

function parse(argv: readonly string[], env: Environment = {}): Command {
  return parseCommandLine({ argv, env, cwd: '/home/ana', version: '1.2.3' });
}

function serveConfig(argv: readonly string[], env: Environment = {}): object {
  const command = parse(['serve', ...argv], env);
  if (command.kind !== 'serve') throw new Error(JSON.stringify(command));
  return command.config;
}

test('serve alone is loopback, port 1234, ./data of where the command was given', () => {
  expect(serveConfig([])).toEqual({
    host: '127.0.0.1',
    port: 1234,
    dataDirectory: '/home/ana/data',
    auth: null,
    allowedOrigins: [],
    metricsAccess: 'loopback',
    logLevel: 'info',
    requireSchema: false,
    echoToAuthor: false,
    editorDirectory: null,
    freeSpaceWarningMiB: null,
    trashDays: 30,
    fileSizeMaxMiB: 25,
    filesQuotaMiB: 5120,
    openDocumentsMax: 10_000,
    openDocumentsMiBMax: 1_024,
  });
});

test('every flag is understood, with a space and with an equals sign', () => {
  const flags = ['--port', '0', '--host=[::1]', '--data', '../d', '--auth=open', '--allow-origin', 'https://A.example/'];
  const more = ['--allow-origin=http://b.example:8080', '--metrics', 'public', '--log-level', 'debug'];
  expect(serveConfig([...flags, ...more, '--require-schema', '--echo-to-author', '--editor', 'page', '--free-space-warning', '100', '--trash-days', '7'])).toEqual({
    host: '::1',
    port: 0,
    dataDirectory: '/home/d',
    auth: 'open',
    allowedOrigins: ['https://a.example', 'http://b.example:8080'],
    metricsAccess: 'public',
    logLevel: 'debug',
    requireSchema: true,
    echoToAuthor: true,
    editorDirectory: '/home/ana/page',
    freeSpaceWarningMiB: 100,
    trashDays: 7,
    fileSizeMaxMiB: 25,
    filesQuotaMiB: 5120,
    openDocumentsMax: 10_000,
    openDocumentsMiBMax: 1_024,
  });
});

test('every flag also comes from the environment', () => {
  const env = {
    SCRIPTORIUM_PORT: '8080',
    SCRIPTORIUM_HOST: '0.0.0.0',
    SCRIPTORIUM_DATA: '/var/lib/scriptorium',
    SCRIPTORIUM_AUTH: 'open',
    SCRIPTORIUM_ALLOW_ORIGIN: 'https://a.example, https://b.example',
    SCRIPTORIUM_METRICS: 'public',
    SCRIPTORIUM_LOG_LEVEL: 'warn',
    SCRIPTORIUM_REQUIRE_SCHEMA: 'true',
    SCRIPTORIUM_ECHO_TO_AUTHOR: '1',
    SCRIPTORIUM_EDITOR: '/srv/page',
    SCRIPTORIUM_FREE_SPACE_WARNING: '0',
    SCRIPTORIUM_TRASH_DAYS: '5',
  };
  expect(serveConfig([], env)).toEqual({
    host: '0.0.0.0',
    port: 8080,
    dataDirectory: '/var/lib/scriptorium',
    auth: 'open',
    allowedOrigins: ['https://a.example', 'https://b.example'],
    metricsAccess: 'public',
    logLevel: 'warn',
    requireSchema: true,
    echoToAuthor: true,
    editorDirectory: '/srv/page',
    freeSpaceWarningMiB: 0,
    trashDays: 5,
    fileSizeMaxMiB: 25,
    filesQuotaMiB: 5120,
    openDocumentsMax: 10_000,
    openDocumentsMiBMax: 1_024,
  });
});

test('flags win over the environment, and an empty variable counts as none', () => {
  const env = { SCRIPTORIUM_PORT: '8080', SCRIPTORIUM_HOST: '', SCRIPTORIUM_REQUIRE_SCHEMA: 'yes' };
  expect(serveConfig(['--port', '9', '--no-require-schema'], env)).toMatchObject({ port: 9, host: '127.0.0.1', requireSchema: false });
  expect(serveConfig(['--allow-origin', 'http://f.example'], { SCRIPTORIUM_ALLOW_ORIGIN: 'http://e.example' })).toMatchObject({
    allowedOrigins: ['http://f.example'],
  });
});

test('the last of two equal flags counts', () => {
  expect(serveConfig(['--port', '1', '--port', '2'])).toMatchObject({ port: 2 });
});

const faults: readonly (readonly [readonly string[], Environment, RegExp])[] = [
  [['serve', '--prot', '1'], {}, /^Unknown option --prot; scriptorium serve --help lists what there is\.$/],
  [['serve', '-p', '1'], {}, /^Unknown option -p;/],
  [['serve', '--constructor'], {}, /^Unknown option --constructor;/],
  [['serve', 'now'], {}, /^Unexpected argument "now";/],
  [['serve', '--port'], {}, /^--port needs a value \(PORT\);/],
  [['serve', '--port', '--host', 'x'], {}, /^--port needs a value/],
  [['serve', '--port', '65536'], {}, /^--port must be a whole number from 0 to 65535, not "65536";/],
  [['serve', '--port=-1'], {}, /^--port must be a whole number/],
  [['serve', '--port', '0x50'], {}, /^--port must be a whole number/],
  [['serve', '--port', ''], {}, /^--port must be a whole number/],
  [['serve'], { SCRIPTORIUM_PORT: 'tcp://10.0.0.1:1234' }, /^SCRIPTORIUM_PORT must be a whole number from 0 to 65535, not "tcp:/],
  [['serve', '--host', 'http://x'], {}, /^--host must be an address or a host name/],
  [['serve', '--host', ''], {}, /^--host must be/],
  [['serve', '--data', ''], {}, /^--data must be a directory/],
  [['serve', '--auth', 'none'], {}, /^--auth must be open, not "none"/],
  [['serve', '--metrics', 'all'], {}, /^--metrics must be one of loopback, public, not "all"/],
  [['serve', '--log-level', 'loud'], {}, /^--log-level must be one of trace, /],
  [['serve', '--allow-origin', '*'], {}, /^--allow-origin must be an origin such as/],
  [['serve', '--allow-origin', 'https://a.example/notes'], {}, /^--allow-origin must be an origin/],
  [['serve', '--require-schema=yes'], {}, /^--require-schema takes no value/],
  [['serve'], { SCRIPTORIUM_REQUIRE_SCHEMA: 'perhaps' }, /^SCRIPTORIUM_REQUIRE_SCHEMA must be true or false, not "perhaps"/],
  [['serve', '--free-space-warning', '5%'], {}, /^--free-space-warning must be a whole number of MiB/],
  [['backup'], {}, /^FILE is missing; scriptorium backup --help lists/],
  [['backup', 'a', 'b'], {}, /^Unexpected argument "b"; scriptorium backup --help/],
  [['backup', ''], {}, /^Unexpected argument ""/],
  [['backup', 'a', '--json'], {}, /^Unknown option --json/],
  [['restore', '--data', 'x'], {}, /^FILE is missing/],
  [['verify', 'x'], {}, /^Unexpected argument "x"/],
  [['compact', '--data'], {}, /^--data needs a value \(DIR\)/],
  [['sevre'], {}, /^Unknown command sevre; scriptorium --help lists what there is\.$/],
  [['--port', '1'], {}, /^Unknown option --port; scriptorium --help/],
  [[], {}, /^A command is missing/],
];

test.each(faults)('%j with %j is one sentence, and no command', (argv, env, sentence) => {
  const command = parse(argv, env);
  expect(command).toEqual({ kind: 'usage-error', message: expect.stringMatching(sentence) });
  expect(command.kind === 'usage-error' && command.message.includes('\n')).toBe(false);
});

test('--help and --version are printed, of a command too, whatever else is given', () => {
  expect(parse(['--version'])).toEqual({ kind: 'print', text: '1.2.3\n' });
  expect(parse(['serve', '--version'])).toEqual({ kind: 'print', text: '1.2.3\n' });
  expect(parse(['--help'])).toEqual({ kind: 'print', text: expect.stringContaining('serve    Serve the editor') });
  expect(parse(['serve', '--nonsense', '-h'])).toMatchObject({ kind: 'print' });
});

test('the help of serve names each option, its variable and its default, in columns', () => {
  const help = parse(['serve', '--help']);
  const text = help.kind === 'print' ? help.text : '';
  const options = [...text.matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1]);
  const variables = [...text.matchAll(/^ {2}(SCRIPTORIUM_[A-Z_]+) {2}/gm)].map((match) => match[1]);
  expect(options).toEqual(['port', 'host', 'data', 'auth', 'allow-origin', 'metrics', 'log-level', 'require-schema', 'echo-to-author', 'editor', 'free-space-warning', 'trash-days', 'file-size-max', 'files-quota', 'max-open-documents', 'max-open-mib']);
  expect(variables).toEqual(options.map((name) => `SCRIPTORIUM_${String(name).toUpperCase().replaceAll('-', '_')}`));
  expect(text).toContain('(default: 1234)');
  const described = text.split('\n').filter((line) => line.startsWith('  --'));
  expect(new Set(described.map((line) => line.search(/(?<=\S {2,})[A-Zo]/))).size).toBe(1);
});

test('the commands that look after a directory: paths are of where they were given, the directory also from the environment', () => {
  expect(parse(['verify'])).toEqual({ kind: 'verify', directory: '/home/ana/data', isJson: false });
  expect(parse(['verify', '--json', '--data=/d'])).toEqual({ kind: 'verify', directory: '/d', isJson: true });
  expect(parse(['backup', '../b'])).toEqual({ kind: 'backup', directory: '/home/ana/data', file: '/home/b', force: false });
  expect(parse(['backup', '--force', '/b', '--data', 'd'])).toEqual({ kind: 'backup', directory: '/home/ana/d', file: '/b', force: true });
  expect(parse(['backup', '--', '-b'])).toMatchObject({ file: '/home/ana/-b' });
  expect(parse(['restore', 'b'], { SCRIPTORIUM_DATA: '/d' })).toEqual({ kind: 'restore', directory: '/d', file: '/home/ana/b' });
  expect(parse(['compact'], { SCRIPTORIUM_DATA: '/d' })).toEqual({ kind: 'compact', directory: '/d' });
});

test.each(['verify', 'backup', 'restore', 'compact'])('the help of %s names its options and its exit codes', (name) => {
  const help = parse([name, '--help']);
  const text = help.kind === 'print' ? help.text : '';
  expect(text).toContain(`Usage: scriptorium ${name}`);
  expect(text).toContain('SCRIPTORIUM_DATA');
  expect(text).toMatch(/^Exit codes:\n {2}0 /mu);
  const overview = parse(['--help']);
  expect(overview.kind === 'print' ? overview.text : '').toMatch(new RegExp(`^  ${name} +[A-Z]`, 'mu'));
});
