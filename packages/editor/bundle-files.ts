/** What a page waits for: the files of a build that a module brings with it. */
import type { Rolldown } from 'vite';

export type Bundle = Rolldown.OutputBundle;

/** The chunk that holds a module, the chunks that it imports at once, and their style sheets. */
export function filesOf(bundle: Bundle, module: string): Set<string> {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const chunk = bundle[file];
    if (chunk?.type !== 'chunk') return;
    for (const imported of chunk.imports) add(imported);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  };
  const start = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(module) === true);
  if (start === undefined) throw new Error(`No chunk of the build begins with ${module}.`);
  add(start.fileName);
  return files;
}
