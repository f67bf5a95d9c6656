/** Each module is in the file of the first plan that reaches it, and no files import each other in a circle. */
import { expect, test } from 'vitest';
import { assignModules, findCircle } from './chunks-plugin.ts';

const imports: Readonly<Record<string, readonly string[]>> = {
  '/first.ts': ['/shared.ts'],
  '/second.ts': ['/shared.ts', '/node_modules/library.js', '/own.ts'],
  '/own.ts': ['/second.ts'],
  '/shared.ts': [],
  '/node_modules/library.js': ['/node_modules/part.js'],
  '/node_modules/part.js': [],
};

const graph = {
  getModuleInfo: (id: string) => {
    const importedIds = imports[id];
    return importedIds === undefined ? null : { importedIds };
  },
};

test('a module goes with the first plan that it belongs to, and what matches no plan is left alone', () => {
  const plans = [
    { name: 'one', from: ['first.ts'] },
    { name: 'two', from: ['second.ts'], only: /^\/(?!node_modules)/ },
  ];
  const names = assignModules(plans, graph, (path) => `/${path}`);
  expect(Object.fromEntries(names)).toEqual({ '/first.ts': 'one', '/shared.ts': 'one', '/second.ts': 'two', '/own.ts': 'two' });
});

test('a plan that begins nowhere is an error, not a plan that is kept by nothing', () => {
  expect(() => assignModules([{ name: 'one', from: ['gone.ts'] }], graph, (path) => `/${path}`)).toThrow('"one" begins with gone.ts');
});

test('files that import each other are found', () => {
  expect(findCircle((file) => imports[file] ?? [], Object.keys(imports))).toEqual(['/second.ts', '/own.ts']);
  expect(findCircle((file) => (file === '/own.ts' ? [] : (imports[file] ?? [])), Object.keys(imports))).toBeNull();
});
