/** A build of the page in a directory of a test's own, which can be replaced by another that differs in every name. */
import { cp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../packages/editor/dist/page', import.meta.url));

/** What the service worker of a build fetches at once, and what when it is needed; and all the names of its files. */
export async function readLists(): Promise<{ readonly files: string[]; readonly onUse: string[]; readonly all: string[] }> {
  const code = await readFile(join(built, 'service-worker.js'), 'utf8');
  const list = /^const BUILD = (.*);$/m.exec(code)?.[1];
  if (list === undefined) throw new Error(`${built}/service-worker.js names no files.`);
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(built.length));
  return { ...(JSON.parse(list) as { files: string[]; onUse: string[] }), all: paths.filter((path) => !isCompressed(path)) };
}

/** The build as it is; gives its id. */
export async function copyBuild(directory: string): Promise<string> {
  await rm(directory, { recursive: true, force: true });
  await cp(built, directory, { recursive: true });
  return await readBuildId(directory);
}

/** As if something had changed in each file: other hashes in the names, another id; gives that. */
export async function replaceBuild(directory: string): Promise<string> {
  const id = await readBuildId(directory);
  const newId = [...id].toReversed().join('');
  const assets = join(directory, 'assets');
  const names = await readdir(assets);
  await Promise.all(names.filter(isCompressed).map(async (name) => await rm(join(assets, name))));
  const renamed = names.filter((name) => /-[\w-]{8}\.(?:js|css)$/.test(name)).map((name) => [name, otherHash(name)] as const);
  const rewrite = async (path: string): Promise<void> => {
    const text = await readFile(path, 'utf8');
    await writeFile(path, renamed.reduce((so, [from, to]) => so.replaceAll(from, to), text.replaceAll(id, newId)));
  };
  for (const name of ['index.html', 'service-worker.js']) {
    await rewrite(join(directory, name));
    await Promise.all(['.br', '.gz'].map(async (suffix) => await rm(join(directory, name + suffix), { force: true })));
  }
  for (const [from, to] of renamed) {
    await rewrite(join(assets, from));
    await rename(join(assets, from), join(assets, to));
  }
  return newId;
}

async function readBuildId(directory: string): Promise<string> {
  const html = await readFile(join(directory, 'index.html'), 'utf8');
  const id = /<meta name="build" content="([0-9a-f]+)"/.exec(html)?.[1];
  if (id === undefined) throw new Error(`${directory} holds no build of the page: run the build first.`);
  return id;
}

function isCompressed(name: string): boolean {
  return name.endsWith('.br') || name.endsWith('.gz');
}

function otherHash(name: string): string {
  return name.replace(/-([\w-]{8})\./, (_match, hash: string) => `-${[...hash].toReversed().join('')}.`);
}
