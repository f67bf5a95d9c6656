/** Keeps the page light: fails the build when what a person waits for has grown beyond its budget. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { type Bundle, filesOf } from './bundle-files.ts';

export interface Budget {
  /** What is waited for, for the message. */
  readonly name: string;
  /** The module whose chunk it is; with all that this chunk imports at once. */
  readonly module: string;
  /** Not counted: what was there before. */
  readonly beyond?: string;
  /** In bytes, each file compressed with gzip. */
  readonly gzBytesMax: number;
  /** Each is a request, and a slow network makes one wait for each. */
  readonly filesMax: number;
}

export function budgets(list: readonly Budget[]): Plugin {
  return {
    name: 'budgets',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const { name, module, beyond, gzBytesMax, filesMax } of list) {
        const before = beyond === undefined ? new Set<string>() : filesOf(bundle, beyond);
        const files = [...filesOf(bundle, module)].filter((file) => !before.has(file));
        const sizes = files.map((file) => ({ file, bytes: gzBytesOf(bundle, file) })).toSorted((a, b) => b.bytes - a.bytes);
        const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
        const parts = sizes.slice(0, 6).map(({ file, bytes }) => `${file} ${kilobytes(bytes)}`).join(', ');
        const message = `${name}: ${kilobytes(total)} of ${kilobytes(gzBytesMax)} KB, gzipped, in ${files.length} of ${filesMax} files (${parts})`;
        if (total > gzBytesMax || files.length > filesMax) this.error(`Over budget. ${message}. Load what is not needed at once later, or raise the budget on purpose.`);
        else this.info(message);
      }
    },
  };
}

function gzBytesOf(bundle: Bundle, file: string): number {
  const output = bundle[file];
  if (output === undefined) return 0;
  return gzipSync(output.type === 'chunk' ? output.code : output.source, { level: 9 }).length;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
