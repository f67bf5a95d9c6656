// The breaches that lint must see, one for each wall and for each rule on which the code leans.
// @ts-check

/**
 * A planted file: where it would stand, what it says, and which rule must object (null: none may).
 * @typedef {{ file: string, code: string, rule: string | null }} Planted
 */

const wall = 'eslint(no-restricted-imports)';
const server = 'packages/sync-server/src';
const editor = 'packages/editor/src';

/** Folder, what it must not import, and what it may. */
const walls = [
  {
    folder: 'packages/protocol/src',
    never: ['yjs', 'node:fs', '@scriptorium/persistence', '../../sync-server/src/room/room.ts'],
    may: ['lib0/encoding', './limits.ts'],
  },
  {
    folder: 'packages/persistence/src',
    never: ['yjs', 'lib0/encoding', '@scriptorium/protocol', '../../protocol/src/index.ts'],
    may: ['leveldown', 'node:fs/promises', './leveldb/record.ts'],
  },
  {
    folder: 'packages/persistence/src/leveldb',
    never: ['yjs', '@scriptorium/sync-server'],
    may: ['leveldown', '../document-store.ts'],
  },
  {
    folder: `${server}/room`,
    never: [
      'ws', 'node:http', 'hono', '@scriptorium/editor', '../connection/session.ts', '../auth/authorize.ts',
      '../http/router.ts', '../features/metrics/metrics.ts', '../server.ts',
    ],
    may: ['yjs', 'lib0/decoding', '@scriptorium/protocol', 'tinypool', 'node:worker_threads', './room.ts'],
  },
  {
    folder: `${server}/room/admission`,
    never: ['ws', '../../connection/session.ts', '../../http/router.ts'],
    may: ['yjs', '../room.ts'],
  },
  {
    folder: `${server}/auth`,
    never: [
      'yjs', 'ws', 'hono', '../room/room.ts', '../connection/session.ts', '../http/router.ts',
      '../features/metrics/metrics.ts',
    ],
    may: ['@scriptorium/protocol', 'jose', 'node:crypto'],
  },
  {
    folder: `${server}/connection`,
    never: [
      'yjs', 'hono', '@scriptorium/persistence', '../http/router.ts', '../features/documents/documents.ts', '../server.ts',
    ],
    may: ['ws', '@scriptorium/protocol', '../auth/authorize.ts', '../room/room.ts'],
  },
  {
    folder: `${server}/http`,
    never: [
      'yjs', 'ws', '@scriptorium/persistence', '../room/room.ts', '../connection/session.ts',
      '../features/documents/documents.ts',
    ],
    may: ['hono', '@hono/zod-openapi', 'zod', '../auth/authorize.ts'],
  },
  {
    folder: `${server}/features/documents`,
    never: [
      'yjs', 'ws', '../metrics/metrics.ts', '../../features/metrics/metrics.ts', '../../room/room.ts',
      '../../http/router.ts', '../../server.ts',
    ],
    may: ['hono', '@hono/zod-openapi', 'zod', '../feature.ts'],
  },
  {
    folder: `${server}/conversion`,
    never: ['ws', 'hono', '@scriptorium/persistence', 'react', '../room/room.ts', '../features/documents/documents.ts', '../http/router.ts', '../server.ts'],
    may: ['yjs', 'linkedom', 'tinypool', '@tiptap/pm/model', '@tiptap/y-tiptap', '@scriptorium/conversion', '@scriptorium/editor/schema', '../features/conversion-service.ts'],
  },
  {
    folder: 'packages/conversion/src/markdown',
    never: ['yjs', 'react', 'linkedom', '@scriptorium/editor/schema', '@scriptorium/sync-server'],
    may: ['markdown-it', 'prosemirror-markdown', '@tiptap/pm/model', '../title.ts'],
  },
  {
    folder: `${server}/transfer`,
    never: ['yjs', 'ws', 'hono', '@scriptorium/persistence', '../room/room.ts', '../features/documents/documents.ts', '../server.ts'],
    may: ['@scriptorium/protocol', 'node:fs/promises'],
  },
  {
    folder: `${server}/admin`,
    never: [
      'yjs', 'ws', 'hono', '../connection/session.ts', '../http/router.ts', '../features/documents/documents.ts', '../cli/help.ts', '../server.ts',
    ],
    may: ['@scriptorium/persistence', 'zod', 'node:net', '../room/room-registry.ts'],
  },
  {
    folder: `${server}/cli`,
    never: [
      'yjs', 'ws', '../room/room.ts', '../connection/session.ts', '../http/router.ts', '../features/documents/documents.ts',
    ],
    may: ['../server.ts', '../config.ts', 'node:util'],
  },
  {
    folder: `${editor}/sync`,
    never: ['react', 'react-dom/client', '@tiptap/core', '../document/editor.ts', '../ui/button.tsx', '../api/documents.ts'],
    may: ['yjs', 'y-websocket', 'y-protocols/awareness', '@scriptorium/protocol', 'lib0/encoding'],
  },
  {
    folder: `${editor}/document`,
    never: ['y-websocket', '@scriptorium/conversion/markdown', '../ui/button.tsx', '../api/documents.ts', '../features/presence/presence.tsx'],
    may: ['@tiptap/react', '@tiptap/starter-kit', '@scriptorium/conversion/link-schemes', '../sync/session.ts'],
  },
  {
    folder: `${editor}/document/lazy`,
    never: ['@tiptap/core', 'react', '@scriptorium/conversion/docx', '../../ui/button.tsx', '../../api/documents.ts'],
    may: ['katex', 'lowlight', '@scriptorium/conversion/markdown', '../link-policy.ts'],
  },
  {
    folder: `${editor}/ui`,
    never: [
      'yjs', 'y-websocket', '@tiptap/react', '@scriptorium/protocol', '../api/documents.ts', '../sync/session.ts',
      '../document/editor.ts',
    ],
    may: ['react', 'radix-ui', 'lucide-react', './button.css'],
  },
  {
    folder: `${editor}/api`,
    never: ['react', 'yjs', '@tiptap/core', '../ui/button.tsx', '../sync/session.ts'],
    may: ['@scriptorium/protocol'],
  },
  {
    folder: `${editor}/features/presence`,
    never: ['../documents/documents.tsx', '../../features/documents/documents.tsx', '@scriptorium/persistence'],
    may: ['react', '../../sync/session.ts', '../../ui/button.tsx', '../../document/editor.ts', '../../api/documents.ts'],
  },
  {
    folder: `${editor}/embed`,
    never: ['../pages/document-page.tsx', '../app.tsx', 'wouter', 'wouter/use-browser-location', 'node:fs', '@scriptorium/sync-server'],
    may: ['react', 'yjs', 'y-protocols/awareness', '../features/writing/sheet.tsx', '../sync/document-session.ts', './embed.css'],
  },
  {
    folder: `${editor}/pages`,
    never: ['yjs', 'y-websocket', '@tiptap/core', 'node:fs', '@scriptorium/sync-server'],
    may: ['react', 'wouter', '../features/documents/documents.tsx', '../sync/session.ts', '../ui/button.tsx'],
  },
  // Nothing imports the proof or the bench, not even a test.
  {
    folder: server,
    never: ['../../../e2e/harness/server.ts', '../../../bench/run.ts', '@scriptorium/e2e'],
    may: ['./room/room.ts', './http/router.ts', 'ws'],
  },
];

/** @type {Planted[]} */
const rules = [
  {
    file: `${server}/planted/floating-promise.ts`,
    code: 'export function start(): void {\n  Promise.resolve();\n}\n',
    rule: 'typescript(no-floating-promises)',
  },
  {
    file: `${server}/planted/misused-promise.ts`,
    code: 'export const start = (list: number[]): void => list.forEach(async (n) => {\n  await Promise.resolve(n);\n});\n',
    rule: 'typescript(no-misused-promises)',
  },
  {
    file: `${server}/planted/not-exhaustive.ts`,
    code: "export function write(kind: 'a' | 'b'): void {\n  switch (kind) {\n    case 'a':\n      break;\n  }\n}\n",
    rule: 'typescript(switch-exhaustiveness-check)',
  },
  {
    file: `${server}/planted/await-value.ts`,
    code: 'export async function wait(n: number): Promise<void> {\n  await n;\n}\n',
    rule: 'typescript(await-thenable)',
  },
  {
    file: `${server}/planted/any.ts`,
    code: 'export function take(value: any): string {\n  return String(value);\n}\n',
    rule: 'typescript(no-explicit-any)',
  },
  {
    file: `${server}/planted/non-null.ts`,
    code: 'export function first(list: string[]): string {\n  return list[0]!;\n}\n',
    rule: 'typescript(no-non-null-assertion)',
  },
  {
    file: `${server}/planted/cycle-one.ts`,
    code: "import { two } from './cycle-two.ts';\nexport const one = (): number => two();\n",
    rule: 'import(no-cycle)',
  },
  {
    file: `${server}/planted/cycle-two.ts`,
    code: "import { one } from './cycle-one.ts';\nexport const two = (): number => one();\n",
    rule: 'import(no-cycle)',
  },
  {
    file: `${server}/planted/too-long.ts`,
    code: `${'// One line of three hundred and one.\n'.repeat(300)}export const long = true;\n`,
    rule: 'eslint(max-lines)',
  },
  {
    file: `${server}/planted/long-function.ts`,
    code: `export function long(to: number[]): void {\n${'  to.push(1);\n'.repeat(59)}}\n`,
    rule: 'eslint(max-lines-per-function)',
  },
  {
    file: `${editor}/ui/planted-fetch.ts`,
    code: "export async function load(): Promise<Response> {\n  return await fetch('/');\n}\n",
    rule: 'eslint(no-restricted-globals)',
  },
  // Types may cross where values may not.
  {
    file: `${server}/room/planted-type.ts`,
    code: "import type { DocumentStore } from '@scriptorium/persistence';\nexport type Handed = DocumentStore;\n",
    rule: null,
  },
  {
    file: `${server}/room/planted-value.ts`,
    code: "import { MemoryStore } from '@scriptorium/persistence';\nexport const store = new MemoryStore();\n",
    rule: wall,
  },
  {
    file: `${server}/features/documents/planted-type.ts`,
    code: "import type { Room } from '../../room/room.ts';\nexport type Handed = Room;\n",
    rule: null,
  },
  {
    file: `${server}/features/planted-contract.ts`,
    code: "import type { Clock } from '../room/clock.ts';\nexport type Handed = Clock;\n",
    rule: null,
  },
  {
    file: `${server}/features/planted-contract-value.ts`,
    code: "import { systemClock } from '../room/clock.ts';\nexport const now = systemClock.now();\n",
    rule: wall,
  },
  {
    file: `${server}/room/planted-dynamic.ts`,
    code: "export const load = async (): Promise<unknown> => await import('ws');\n",
    rule: wall,
  },
  {
    file: `${server}/room/planted-door.ts`,
    code: "export { Session } from '../connection/session.ts';\n",
    rule: wall,
  },
  // A test may reach across folders, and nowhere outside its package.
  {
    file: `${server}/room/planted.test.ts`,
    code: "import { Session } from '../connection/session.ts';\nexport const session = new Session();\n",
    rule: null,
  },
  {
    file: `${server}/room/planted-outside.test.ts`,
    code: "import { Session } from '../../../../e2e/harness/server.ts';\nexport const session = new Session();\n",
    rule: wall,
  },
];

/** @returns {Planted[]} */
export function plantedBreaches() {
  const planted = walls.flatMap(({ folder, never, may }) => [
    ...never.map((specifier, index) => importing({ folder, specifier, name: `planted-never-${index}`, rule: wall })),
    ...may.map((specifier, index) => importing({ folder, specifier, name: `planted-may-${index}`, rule: null })),
  ]);
  return [...planted, ...rules];
}

/** Source folders whose files need a wall: the walls above name each. */
export const walledRoots = [server, editor];

/** @param {{ folder: string, specifier: string, name: string, rule: string | null }} options @returns {Planted} */
function importing({ folder, specifier, name, rule }) {
  const code = specifier.endsWith('.css')
    ? `import '${specifier}';\n`
    : `import * as planted from '${specifier}';\nexport const names = Object.keys(planted);\n`;
  return { file: `${folder}/${name}.ts`, code, rule };
}
