/** A build that has grown beyond its budget fails, and says by how much and where. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Budget, budgets } from './budget-plugin.ts';

/** As the bundler has it: a shell that imports a library, and a document on top of both. Random text is as large compressed. */
function bundle(documentBytes: number): object {
  const noise = (length: number): string => randomBytes(length).toString('base64');
  const chunk = (fileName: string, { from = null, code = '', imports = [], css = [] }: { from?: string | null; code?: string; imports?: string[]; css?: string[] }): object => {
    return { [fileName]: { type: 'chunk', fileName, facadeModuleId: from, code, imports, viteMetadata: { importedCss: new Set(css) } } };
  };
  return {
    ...chunk('shell.js', { from: '/page/index.html', imports: ['library.js'], css: ['shell.css'] }),
    ...chunk('library.js', { code: 'library' }),
    ...chunk('document.js', { from: '/page/document-page.tsx', code: noise(documentBytes), imports: ['library.js'], css: ['document.css'] }),
    'shell.css': { type: 'asset', source: 'a{}' },
    'document.css': { type: 'asset', source: 'b{}' },
  };
}

/** What the build says, and whether it fails. */
function check(budget: Partial<Budget>, documentBytes: number): { readonly said: string; readonly isRed: boolean } {
  const plugin = budgets([{ name: 'a document', module: 'document-page.tsx', beyond: 'index.html', gzBytesMax: 1_000, filesMax: 2, ...budget }]);
  const { generateBundle } = plugin;
  if (typeof generateBundle !== 'function') throw new TypeError('The plugin looks at no bundle.');
  const [said, errors]: [string[], string[]] = [[], []];
  const context = { info: (text: string) => said.push(text), error: (text: string) => errors.push(text) };
  (generateBundle as (this: object, options: object, bundle: object) => void).call(context, {}, bundle(documentBytes));
  return { said: [...said, ...errors].join(), isRed: errors.length > 0 };
}

test('within its budget a build goes on, and says what it weighs; what was there before is not counted', () => {
  expect(check({}, 10)).toEqual({ said: expect.stringMatching(/^a document: 0\.1 of 1\.0 KB, gzipped, in 2 of 2 files \(document\.js/), isRed: false });
});

test('a byte too many fails the build, and so does a file too many', () => {
  expect(check({}, 4_000)).toEqual({ said: expect.stringContaining('Over budget. a document: '), isRed: true });
  expect(check({ filesMax: 1 }, 10)).toEqual({ said: expect.stringContaining('in 2 of 1 files'), isRed: true });
});

test('a budget of a module that begins no chunk is an error', () => {
  expect(() => check({ module: 'gone.tsx' }, 10)).toThrow('No chunk of the build begins with gone.tsx');
});
