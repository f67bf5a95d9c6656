/** Makes a build a package: its manifest, its declarations, and the import that brings its styles. Fails where it leans on what it does not name. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

export interface PackageFilesOptions {
  readonly directory: string;
  /** Where the compiler has written them. */
  readonly declarations: string;
  /** By the name under which it is imported. */
  readonly entries: Readonly<Record<string, { readonly code: string; readonly types: string }>>;
  /** What the page has to bring, once. */
  readonly peers: Readonly<Record<string, string>>;
  /** Of those, what only some of the entries need. */
  readonly optionalPeers: readonly string[];
  /** What is installed with it. */
  readonly dependencies: readonly string[];
}

/** Beside the code of the component. */
export const stylesName = 'style.css';

export function packageFiles({ isLast, ...options }: PackageFilesOptions & { readonly isLast: boolean }): Plugin {
  return {
    name: 'package-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_output, bundle) {
        bringStyles(bundle);
        const named = namesIn(options);
        const unnamed = importsOf(bundle).filter((name) => !named.has(packageOf(name)));
        const requiring = Object.values(bundle).filter((file) => file.type === 'chunk' && file.code.includes('Calling `require` for'));
        if (requiring.length > 0) this.error(`${requiring.map(({ fileName }) => fileName).join(', ')} would call require() in a browser.`);
        if (unnamed.length > 0) this.error(`The package imports ${unnamed.join(', ')}, which its manifest does not name.`);
      },
    },
    async writeBundle() {
      if (!isLast) return;
      await copyDeclarations(options);
      await writeManifest(options);
      await cp('../../LICENSE', join(options.directory, 'LICENSE'));
    },
  };
}

/** The component imports the one sheet; the schema, which draws formulas, brings none of its own. */
function bringStyles(bundle: Rolldown.OutputBundle): void {
  const entry = bundle['index.js'];
  if (entry?.type === 'chunk') entry.code = `import './${stylesName}';\n${entry.code}`;
  else for (const { fileName } of Object.values(bundle).filter(({ type }) => type === 'asset')) delete bundle[fileName];
}

function importsOf(bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  return [...new Set(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]))].filter((name) => bundle[name] === undefined);
}

function namesIn({ peers, dependencies }: Pick<PackageFilesOptions, 'peers' | 'dependencies'>): ReadonlySet<string> {
  return new Set([...Object.keys(peers), ...dependencies]);
}

/** `@a/b/c` is of `@a/b`, and `a/b` of `a`. */
function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

/** Those that the entries lead to, and no more. */
async function copyDeclarations({ directory, declarations, entries, ...known }: PackageFilesOptions): Promise<void> {
  const named = namesIn(known);
  const left = Object.values(entries).map(({ types }) => types);
  const seen = new Set(left);
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    const text = (await readFile(join(declarations, file), 'utf8')).replaceAll(/^\s*(?:import '[^']+\.css';|\/\/# sourceMappingURL=.*)$\n?/gm, '');
    for (const [, name = ''] of text.matchAll(/(?:from |import\()'([^']+)'/g)) {
      if (!name.startsWith('.')) {
        if (!named.has(packageOf(name))) throw new Error(`The declarations of ${file} speak of ${name}, which the package does not have.`);
        continue;
      }
      const path = join(dirname(file), name).replace(/\.[jt]sx?$/, '.d.ts');
      if (seen.has(path)) continue;
      seen.add(path);
      left.push(path);
    }
    const target = join(directory, 'types', file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text.replaceAll(/((?:from |import\()'\.[^']+)\.tsx?'/g, "$1.js'"));
  }
}

async function writeManifest({ directory, entries, peers, optionalPeers, dependencies }: PackageFilesOptions): Promise<void> {
  const own = JSON.parse(await readFile('package.json', 'utf8')) as { name: string; version: string; license: string };
  const exported = Object.entries(entries).map(([name, { code, types }]) => [name, { types: `./types/${types}`, default: `./${code}` }] as const);
  const manifest = {
    name: own.name,
    version: own.version,
    description: 'The collaborative editor of Scriptorium, for pages of others',
    license: own.license,
    type: 'module',
    exports: { ...Object.fromEntries(exported), [`./${stylesName}`]: `./${stylesName}`, './package.json': './package.json' },
    sideEffects: [`./${stylesName}`, './index.js'],
    dependencies: Object.fromEntries(await Promise.all(dependencies.map(async (name) => [name, await rangeOf(name)] as const))),
    peerDependencies: peers,
    peerDependenciesMeta: Object.fromEntries(optionalPeers.map((name) => [name, { optional: true }])),
  };
  await writeFile(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What is built against, or newer without a break. */
async function rangeOf(name: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join('node_modules', name, 'package.json'), 'utf8')) as { version: string };
  return `^${version}`;
}
