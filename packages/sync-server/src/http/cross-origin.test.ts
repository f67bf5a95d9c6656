/** What a browser is told of REST when a page of another origin asks. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Feature } from '../features/feature.ts';
import { openHttpScene, type Answer, type HttpScene, type HttpSceneOptions } from '../testing/http-scene.ts';

const origin = 'https://notes.example';
const allowedHeader = 'access-control-allow-origin';

let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  scene = await openHttpScene({ features: [testing], config: { allowedOrigins: [origin] }, ...options });
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const testing: Feature = {
  name: 'testing',
  install: ({ routes }) => {
    routes.get('/api/ok', (c) => c.json({}));
    routes.patch('/api/ok', (c) => c.json({}));
    routes.get('/api/bug', () => {
      throw new TypeError('secret detail');
    });
  },
};

async function preflight({ send }: HttpScene, path: string, from: string): Promise<Answer> {
  const asked = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'content-type,authorization' };
  return await send(path, { method: 'OPTIONS', headers: { origin: from, ...asked } });
}

describe('[P7] a page of an allowed origin', () => {
  test('is told before it asks that it may', async () => {
    const { status, headers } = await preflight(await open(), '/api/ok', origin);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      [allowedHeader]: origin,
      'access-control-allow-headers': 'content-type,authorization',
      'access-control-allow-methods': expect.stringContaining('PATCH'),
      'access-control-max-age': '600',
      vary: expect.stringMatching(/Origin/),
    });
  });

  test.each([
    ['GET', '/api/ok', 200],
    ['PATCH', '/api/ok', 200],
    ['GET', '/api/nothing', 404],
    ['DELETE', '/api/ok', 405],
    ['GET', '/api/bug', 500],
  ])('may read the answer to %s %s', async (method, path, status) => {
    const answer = await (await open()).send(path, { method, headers: { origin } });
    expect(answer.status).toBe(status);
    expect(answer.headers[allowedHeader]).toBe(origin);
    expect(answer.headers['access-control-expose-headers']).toContain('location');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  test('may read that it is not known', async () => {
    const { send } = await open({ authenticate: async () => ({ kind: 'refused', reason: 'The token has expired.' }) });
    const answer = await send('/api/ok', { headers: { origin } });
    expect([answer.status, answer.headers[allowedHeader]]).toEqual([401, origin]);
  });
});

test.each(['http://evil.example', 'https://notes.example.evil', 'http://notes.example', 'null', 'https://notes.example:8443'])(
  '[P7] a page of %s is told nothing, before and after',
  async (foreign) => {
    const here = await open();
    const [before, after] = [await preflight(here, '/api/ok', foreign), await here.send('/api/ok', { headers: { origin: foreign } })];
    for (const { headers } of [before, after]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(before.status).toBe(405);
    expect(after.headers['vary']).toMatch(/Origin/);
  },
);

test('what is not REST is for our own pages', async () => {
  const here = await open();
  for (const path of ['/', '/healthz']) {
    expect((await here.send(path, { headers: { origin } })).headers[allowedHeader]).toBeUndefined();
    expect((await preflight(here, path, origin)).headers[allowedHeader]).toBeUndefined();
  }
});

test('where no origin is allowed nothing changes', async () => {
  const { headers } = await (await open({ config: {} })).send('/api/ok', { headers: { origin } });
  expect([headers[allowedHeader], headers['vary']]).toEqual([undefined, undefined]);
});
