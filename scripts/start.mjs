// npm start: installs and builds what is missing, then is the server, with the arguments and the environment given.
// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError, checkNode, ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  checkNode();
  ensureInstalled();
  ensureBuilt();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const executable = join(root, 'packages/sync-server/bin/scriptorium.js');
// npm runs scripts in the package's folder; paths are meant from where the person stands.
process.chdir(process.env['INIT_CWD'] ?? process.cwd());
// In this process and not in a child: signals then arrive once, where they are meant, and the exit code is the server's.
process.argv = [process.execPath, executable, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(executable).href);
