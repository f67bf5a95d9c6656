/** Which modules go into one file: what is fetched together, so that a page needs few requests, and none for a few hundred bytes. */
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface ChunkPlan {
  /** Of the file. */
  readonly name: string;
  /** Paths of modules: they, and all that they import at once, but what is in a file before this one. */
  readonly from: readonly string[];
  /** Of those, only the modules whose path matches. */
  readonly only?: RegExp;
}

export interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** What the first page needs is one file, then come the plans, earlier ones first. What none of them takes is left to the bundler. */
export function chunks(shell: string, plans: readonly ChunkPlan[]): Plugin {
  let names: ReadonlyMap<string, string> = new Map();
  const groups = [
    { name: shell, tags: ['$initial' as const] },
    // Packages that are one module of re-exports seem to need all that they export: who takes one part would take what others share.
    ...plans.map(({ name }) => ({ name, test: (id: string) => names.get(id) === name, includeDependenciesRecursively: false })),
  ];
  return {
    name: 'chunks',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { output: { codeSplitting: { groups } } } } }),
    buildEnd(error) {
      if (error === undefined) names = assignModules(plans, this, (path) => join(import.meta.dirname, path));
    },
    generateBundle(_options, bundle) {
      const circle = findCircle((file) => (bundle[file]?.type === 'chunk' ? bundle[file].imports : []), Object.keys(bundle));
      if (circle !== null) this.error(`These files import each other, and which of them runs first is nobody's choice: ${circle.join(', ')}. Change the plans.`);
    },
  };
}

/** The file of each module. Throws where a plan begins with a module that is not there: it would be kept by nothing. */
export function assignModules(plans: readonly ChunkPlan[], graph: ModuleGraph, idOf: (path: string) => string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { name, from, only } of plans) {
    for (const path of from) {
      if (graph.getModuleInfo(idOf(path)) === null) throw new Error(`The file "${name}" begins with ${path}, which is not in the build.`);
      for (const id of importedBy(idOf(path), graph)) if (!names.has(id) && only?.test(id) !== false) names.set(id, name);
    }
  }
  return names;
}

/** A module and all that it imports at once. */
function importedBy(start: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/** Files that import each other in a circle; null where there are none. */
export function findCircle(importsOf: (file: string) => readonly string[], files: readonly string[]): readonly string[] | null {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | null => {
    if (above.includes(file)) return above.slice(above.indexOf(file));
    if (done.has(file)) return null;
    for (const imported of importsOf(file)) {
      const circle = visit(imported, [...above, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  return files.reduce<readonly string[] | null>((circle, file) => circle ?? visit(file, []), null);
}
