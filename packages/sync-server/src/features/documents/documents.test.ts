/** `/api/documents` over real sockets. */
import { PersistenceError, type StoreStatus } from '@scriptorium/persistence';
import { limits } from '@scriptorium/protocol';
import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../room/clock.ts';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { openHttpScene, type Answer, type HttpScene, type HttpSceneOptions } from '../../testing/http-scene.ts';
import { documents as feature } from './documents.ts';
import { changeTimeoutMs } from '../../within-time.ts';

const path = '/api/documents';
const updatedAt = '2026-01-02T03:04:05.000Z';
const bare = { createdAt: updatedAt, updatedAt, starred: false, template: false };

let scene: HttpScene | undefined;

async function open(options: HttpSceneOptions = {}): Promise<HttpScene> {
  scene = await openHttpScene({ features: [feature], ...options });
  return scene;
}

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

function expectProblem(answer: Answer, status: number, detail: RegExp): void {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.json()).toEqual({ type: 'about:blank', title: expect.any(String), status, detail: expect.stringMatching(detail) });
  expect(answer.status).toBe(status);
}

describe('making', () => {
  test('[P4] a document that is made is there, at the place that Location names', async () => {
    const { send } = await open();
    const made = await send(path, { method: 'POST', body: { id: 'a/b c', title: '  Notes ' } });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe('/api/documents/a%2Fb%20c');
    expect(made.json()).toEqual({ id: 'a/b c', title: 'Notes', ...bare });
    const got = await send(String(made.headers['location']));
    expect([got.status, got.json()]).toEqual([200, made.json()]);
  });

  test('without an id one is drawn, without a title it has none', async () => {
    const { send } = await open();
    const drawn = await Promise.all([1, 2].map(async () => (await send(path, { method: 'POST', body: {} })).json() as { id: string; title: null }));
    for (const { id, title } of drawn) {
      expect(id).toMatch(/^[\w-]{16}$/);
      expect(title).toBeNull();
    }
    expect(drawn[0]?.id).not.toBe(drawn[1]?.id);
    expect((await send(path, { method: 'POST', body: { title: ' ' } })).json()).toMatchObject({ title: null });
  });

  test('a name that is taken is 409, one that was deleted is 410', async () => {
    const { send } = await open();
    await send(path, { method: 'POST', body: { id: 'a' } });
    expectProblem(await send(path, { method: 'POST', body: { id: 'a' } }), 409, /"a" already; choose another id/);
    await send(`${path}/a`, { method: 'DELETE' });
    expectProblem(await send(path, { method: 'POST', body: { id: 'a' } }), 410, /was deleted/);
  });

  test.each([
    ['no JSON', '{"id":', /JSON/],
    ['a list', '[]', /expected object/],
    ['a number for a name', '{"id":1}', /id: /],
    ['[P2] an empty name', '{"id":""}', /id: The document name "" is empty/],
    ['[P2] dots', '{"id":"a/../b"}', /"\.\." as a segment/],
    ['[P2] a control character', '{"id":"a\\u0000"}', /control character/],
    ['[P2] 256 bytes', JSON.stringify({ id: 'é'.repeat(128) }), /256 bytes/],
    ['a field that does not exist', '{"name":"a"}', /Unrecognized key: "name"/],
    ['a title of two lines', '{"title":"a\\nb"}', /title: one line/],
    ['a title one too long', JSON.stringify({ title: 'a'.repeat(limits.titleLengthMax + 1) }), /title: at most 500/],
    ['half a surrogate pair', '{"title":"\\ud800"}', /title: valid Unicode/],
  ])('%s is 400 with a sentence', async (_what, body, detail) => {
    const { send } = await open();
    expectProblem(await send(path, { method: 'POST', body, headers: { 'content-type': 'application/json' } }), 400, detail);
  });

  test('[P2] names and titles at their limits are taken', async () => {
    const { send } = await open();
    const body = { id: 'é'.repeat(127), title: 'a'.repeat(limits.titleLengthMax) };
    expect((await send(path, { method: 'POST', body })).status).toBe(201);
  });

  test('another type of body is 415', async () => {
    const { send } = await open();
    expectProblem(await send(path, { method: 'POST', body: 'id=a', headers: { 'content-type': 'text/plain' } }), 415, /application\/json/);
  });

  test('a body of 16 KiB is read, one byte more is 413, one that hides its length is 411', async () => {
    const { send } = await open();
    const json = { 'content-type': 'application/json' };
    const fitting = `{"id":"a"${' '.repeat(16 * 1024 - 10)}}`;
    expect((await send(path, { method: 'POST', body: fitting, headers: json })).status).toBe(201);
    expectProblem(await send(path, { method: 'POST', body: `${fitting} `, headers: json }), 413, /16384/);
    const chunked = await fetch(`${scene?.url}${path}`, {
      method: 'POST',
      headers: json,
      body: new Blob(['{}']).stream(),
      duplex: 'half',
    });
    expect(chunked.status).toBe(411);
  });
});

describe('listing', () => {
  test('pages follow each other until there is no next one', async () => {
    const { send } = await open();
    for (const id of ['c', 'a', 'ü/b']) await send(path, { method: 'POST', body: { id } });
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = (await send(`${path}?sort=id&limit=1${next === '' ? '' : `&cursor=${next}`}`)).json() as { documents: { id: string }[]; next: string | null };
      expect(page.documents.length).toBe(1);
      ids.push(...page.documents.map(({ id }) => id));
      next = page.next;
    }
    expect(ids).toEqual(['a', 'c', 'ü/b']);
  });

  test('50 a page unless told', async () => {
    const { send } = await open();
    for (let index = 0; index < 51; index++) await send(path, { method: 'POST', body: { id: `d${index}` } });
    const counted = async (query: string): Promise<number> => ((await send(`${path}${query}`)).json() as { documents: unknown[] }).documents.length;
    expect([await counted(''), await counted('?limit=200')]).toEqual([50, 51]);
  });

  test.each(['limit=0', 'limit=201', 'limit=-1', 'limit=1.5', 'limit=x', 'limit=', 'limit=1&limit=2', 'cursor=%25', 'cursor=', 'cursor=Li4'])(
    '%s is 400',
    async (query) => {
      const { send } = await open();
      expectProblem(await send(`${path}?${query}`), 400, /limit: |cursor: /);
    },
  );
});

describe('naming and deleting', () => {
  test('PATCH gives another title, an empty one takes it away', async () => {
    const { send } = await open();
    await send(path, { method: 'POST', body: { id: 'a', title: 'One' } });
    const renamed = await send(`${path}/a`, { method: 'PATCH', body: { title: 'Two' } });
    expect([renamed.status, renamed.json()]).toEqual([200, { id: 'a', title: 'Two', ...bare }]);
    expect((await send(`${path}/a`, { method: 'PATCH', body: { title: '' } })).json()).toMatchObject({ title: null });
    expectProblem(await send(`${path}/a`, { method: 'PATCH', body: {} }), 400, /say a title/);
  });

  test('[P31] DELETE is 204, and 410 for everything afterwards', async () => {
    const { send } = await open();
    await send(path, { method: 'POST', body: { id: 'a' } });
    const gone = await send(`${path}/a`, { method: 'DELETE' });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expectProblem(await send(`${path}/a`, { method: 'DELETE' }), 410, /deleted/);
    expectProblem(await send(`${path}/a`), 410, /deleted/);
    expectProblem(await send(`${path}/a`, { method: 'PATCH', body: { title: 'x' } }), 410, /deleted/);
  });

  test('what does not exist is 404 to all three', async () => {
    const { send } = await open();
    for (const sent of [{ method: 'GET' }, { method: 'DELETE' }, { method: 'PATCH', body: { title: 'x' } }]) {
      expectProblem(await send(`${path}/a%2Fb`, sent), 404, /no document "a\/b"/);
    }
  });

  test.each(['%2e%2e', '..', '%ff', 'a%00', '%', 'a%2F..'])('[P2] the name %s is 400 to all three', async (name) => {
    const { send } = await open();
    for (const sent of [{ method: 'GET' }, { method: 'DELETE' }, { method: 'PATCH', body: { title: 'x' } }]) {
      expectProblem(await send(`${path}/${name}`, sent), 400, /^The document name/);
    }
  });

  test('[P3] a name is one segment: an unencoded slash is another path', async () => {
    const { send } = await open();
    await send(path, { method: 'POST', body: { id: 'a/b' } });
    expectProblem(await send(`${path}/a/b`), 404, /nothing at/);
  });
});

test('every route asks the table, with the document and the action', async () => {
  const asked: unknown[] = [];
  const { send } = await open({
    authorize: (_identity, documentId, action) => {
      asked.push([action, documentId]);
      return { allowed: false, reason: 'You may not.' };
    },
  });
  const sent = [
    [path, { method: 'GET' }],
    [path, { method: 'POST', body: { id: 'n' } }],
    [path, { method: 'POST', body: {} }],
    [`${path}/a`, { method: 'GET' }],
    [`${path}/a`, { method: 'PATCH', body: { title: 'x' } }],
    [`${path}/a`, { method: 'DELETE' }],
    [`${path}/a/star`, { method: 'PUT' }],
    [`${path}/a/star`, { method: 'DELETE' }],
    [`${path}/a/duplicate`, { method: 'POST', body: {} }],
    ['/api/trash', { method: 'GET' }],
    ['/api/trash', { method: 'DELETE' }],
    ['/api/trash/a', { method: 'DELETE' }],
    ['/api/trash/a/restore', { method: 'POST' }],
  ] as const;
  for (const [to, request] of sent) expectProblem(await send(to, request), 403, /You may not\./);
  expect(asked).toEqual([['list', null], ['create', 'n'], ['create', null], ['read', 'a'], ['rename', 'a'], ['delete', 'a'], ['read', 'a'], ['read', 'a'], ['read', 'a'],
    ['list', null], ['delete', null], ['delete', 'a'], ['delete', 'a']]);
});

describe('while the disk fails', () => {
  const failing: StoreStatus = { state: 'failing', error: new Error('ENOSPC'), since: 0 };

  test('changes are 503 at once and are not made; reading goes on', async () => {
    const memory = createMemoryDocuments();
    await memory.documents.create('a', 'One');
    const { send } = await open({ memory, storeStatus: () => failing });
    expectProblem(await send(path, { method: 'POST', body: { id: 'b' } }), 503, /was not made/);
    expectProblem(await send(`${path}/a`, { method: 'PATCH', body: { title: 'x' } }), 503, /was not made/);
    expectProblem(await send(`${path}/a`, { method: 'DELETE' }), 503, /was not made/);
    expect((await send(`${path}/a`)).json()).toMatchObject({ title: 'One' });
    expect((await send(path)).json()).toMatchObject({ documents: [{ id: 'a' }] });
  });

  test.each([
    ['the disk, while it fails, and says that the change will be made', 'failing' as const, /disk has not taken this change yet; it will be made/],
    ['nothing but time, while it does not', 'ok' as const, /server is busy/],
  ])('a change that waits too long is 503 and blames %s', async (_what, state, sentence) => {
    let status: StoreStatus = { state: 'ok' };
    let giveUp = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      const clock: Clock = {
        now: () => 0,
        after: (delayMs, callback) => {
          if (delayMs !== changeTimeoutMs) return () => {};
          giveUp = callback;
          resolve();
          return () => {};
        },
      };
      const documents = { create: () => new Promise<never>(() => {}) };
      void open({ clock, documents, storeStatus: () => status }).then(({ send }) => (answered = send(path, { method: 'POST', body: {} })));
    });
    let answered: Promise<Answer> | undefined;
    await waiting;
    if (state === 'failing') status = failing;
    giveUp();
    const answer = await answered;
    if (answer === undefined) throw new Error('Nothing was sent.');
    expectProblem(answer, 503, sentence);
  });

  test('an error of the store is 503', async () => {
    const { send } = await open({
      documents: {
        get: () => Promise.reject(new PersistenceError('closed', 'The store is closed; the server is stopping.')),
      },
    });
    expectProblem(await send(`${path}/a`), 503, /is closed/);
  });
});
