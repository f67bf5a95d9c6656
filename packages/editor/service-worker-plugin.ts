/** Writes /service-worker.js with the list of this build's files, and the build's id into index.html. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

/** What index.html has where the id belongs. */
const placeholder = '__BUILD_ID__';

interface Options {
  /** The worker's own file. */
  readonly source: string;
  /** Files that are copied as they are. */
  readonly publicDirectory: string;
}

export function serviceWorker({ source, publicDirectory }: Options): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('The build has no index.html.');
        const names = await readdir(publicDirectory);
        const copied = await Promise.all(names.map(async (name) => [name, await readFile(join(publicDirectory, name))] as const));
        const made = Object.values(bundle).map((file) => [file.fileName, file.type === 'asset' ? file.source : file.code] as const);
        const { code } = await transformWithOxc(await readFile(source, 'utf8'), source);
        const id = idOf([...copied, ...made, ['service-worker.js', code]]);
        const paths = [...copied, ...made].map(([name]) => `/${name}`).filter((path) => path !== '/index.html' && !isOldFont(path));
        const build = { id, files: paths.filter((path) => !isOnUse(path)), onUse: paths.filter(isOnUse) };
        page.source = String(page.source).replace(placeholder, id);
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: `const BUILD = ${JSON.stringify(build)};\n${code}` });
      },
    },
  };
}

/** The letters of other scripts are many, and most people need few of them. */
function isOnUse(path: string): boolean {
  return /-(?:latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)-[^/]+\.woff2$/.test(path);
}

/** What stands beside a .woff2, for browsers that are too old for the page. */
function isOldFont(path: string): boolean {
  return path.endsWith('.woff') || path.endsWith('.ttf');
}

function idOf(files: readonly (readonly [name: string, content: string | Uint8Array])[]): string {
  const hash = createHash('sha256');
  for (const [name, content] of files.toSorted(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name}\0`).update(content).update('\0');
  return hash.digest('hex').slice(0, 16);
}
