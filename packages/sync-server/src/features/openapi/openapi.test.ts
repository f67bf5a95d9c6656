/** The description holds every route, and every route keeps to it. */
import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { openHttpScene, type Answer, type HttpScene, type SentRequest } from '../../testing/http-scene.ts';
import { features } from '../index.ts';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

let scene: HttpScene | undefined;

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

async function open(): Promise<{ scene: HttpScene; paths: Paths }> {
  scene = await openHttpScene({ features });
  const { paths } = (await scene.send('/api/openapi.json')).json() as { paths: Paths };
  return { scene, paths };
}

/** One call of each operation, in an order in which all of them have something to do. */
const calls: readonly (readonly [operation: string, path: string, request?: SentRequest])[] = [
  ['get /api/openapi.json', '/api/openapi.json'],
  ['get /healthz', '/healthz'],
  ['get /readyz', '/readyz'],
  ['get /metrics', '/metrics'],
  ['post /api/documents', '/api/documents', { method: 'POST', body: { id: 'a/b', title: 'One' } }],
  ['get /api/documents', '/api/documents?query=one&sort=title&starred=false&template=false&limit=1'],
  ['get /api/documents/{id}', '/api/documents/a%2Fb'],
  ['patch /api/documents/{id}', '/api/documents/a%2Fb', { method: 'PATCH', body: { title: 'Two', template: true } }],
  ['post /api/documents/{id}/duplicate', '/api/documents/a%2Fb/duplicate', { method: 'POST', body: { id: 'copy' } }],
  ['put /api/documents/{id}/star', '/api/documents/a%2Fb/star', { method: 'PUT' }],
  ['post /api/documents/{id}/files', '/api/documents/a%2Fb/files?name=a.bin', { method: 'POST', body: Buffer.from('bytes') }],
  ['get /api/documents/{id}/files', '/api/documents/a%2Fb/files'],
  ['get /api/files/{file}', `/api/files/${createHash('sha256').update('bytes').digest('base64url')}`],
  ['post /api/documents/{id}/chat', '/api/documents/a%2Fb/chat', { method: 'POST', body: { name: 'Ana', text: 'Hello' } }],
  ['get /api/documents/{id}/chat', '/api/documents/a%2Fb/chat?after=0'],
  ['post /api/documents/import', '/api/documents/import?format=md&id=brought', { method: 'POST', body: '# T' }],
  ['get /api/documents/{id}/export', '/api/documents/a%2Fb/export?format=md'],
  ['delete /api/documents/{id}/star', '/api/documents/a%2Fb/star', { method: 'DELETE' }],
  ['delete /api/documents/{id}', '/api/documents/copy', { method: 'DELETE' }],
  ['get /api/trash', '/api/trash'],
  ['post /api/trash/{id}/restore', '/api/trash/copy/restore', { method: 'POST' }],
  ['delete /api/documents/{id}', '/api/documents/copy', { method: 'DELETE' }],
  ['delete /api/trash/{id}', '/api/trash/copy', { method: 'DELETE' }],
  ['delete /api/trash', '/api/trash', { method: 'DELETE' }],
];

test('every route is called as the description says, and succeeds', async () => {
  const { scene: { send }, paths } = await open();
  const described = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`));
  expect(new Set(calls.map(([operation]) => operation))).toEqual(new Set(described));
  for (const [operation, path, request] of calls) {
    const answer = await send(path, request);
    expect(answer.status, operation).toBeLessThan(300);
    expectDescribed(operation, answer, paths);
  }
});

test('what is refused is refused as described', async () => {
  const { scene: { send }, paths } = await open();
  for (const [operation, path, request] of calls.filter(([, at]) => at.startsWith('/api/') && !at.includes('openapi'))) {
    const spoilt = path.replace(/a%2Fb|copy/, '%ff');
    const answer = await send(spoilt === path && !path.includes('?') ? `${path}?limit=none` : spoilt, request);
    expectDescribed(operation, answer, paths);
  }
});

test('no route of the API is left out', async () => {
  const { scene: { send }, paths } = await open();
  const described = new Set(Object.keys(paths));
  expect([...described].filter((path) => !path.startsWith('/api/'))).toEqual(['/healthz', '/readyz', '/metrics']);
  // A path that takes no PUT says which methods it takes: the description has the same.
  for (const [path, operations] of Object.entries(paths)) {
    const answer = await send(path.replaceAll(/\{\w+\}/g, 'x'), { method: 'TRACE' });
    expect(answer.status, path).toBe(405);
    const allowed = String(answer.headers['allow']).split(', ').filter((method) => method !== 'HEAD');
    // `/api/documents/import` is where a document of that name is too.
    const here = Object.keys(paths).filter((other) => new RegExp(`^${other.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));
    const methods = here.flatMap((other) => Object.keys(paths[other] ?? {}));
    expect(new Set(allowed), path).toEqual(new Set([...Object.keys(operations), ...methods].map((method) => method.toUpperCase())));
  }
});

function expectDescribed(operation: string, answer: Answer, paths: Paths): void {
  const [method = '', path = ''] = operation.split(' ');
  const response = paths[path]?.[method]?.responses[String(answer.status)];
  expect(response, `${operation} answered ${answer.status}: ${answer.text}`).toBeDefined();
  const types = Object.keys(response?.content ?? {});
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (types.length === 0) expect(answer.text, operation).toBe('');
  else expect(types.includes('*/*') ? ['*/*', type] : types, operation).toContain(type);
}
