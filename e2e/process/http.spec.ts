/** The routes: health, metrics, the page and its headers, and documents over REST with problems for answers. */
import {
  createDocument, deleteDocument, findDocument, listDocuments, problemOf, renameDocument,
} from '../harness/documents-api.ts';
import { expect, test } from '../harness/fixtures.ts';
import { sendRequest } from '../harness/http-request.ts';

test('/healthz and /readyz answer 200, and /metrics is for Prometheus', async ({ server, connect }) => {
  expect((await sendRequest({ url: `${server.url}/healthz` })).status).toBe(200);
  expect((await sendRequest({ url: `${server.url}/readyz` })).status).toBe(200);
  await connect('measured').synced();
  const { status, headers, body } = await sendRequest({ url: `${server.url}/metrics` });
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/plain');
  const measures = ['rooms', 'sessions', 'updates', 'ack', 'bytes'];
  for (const measure of measures) expect(body).toMatch(new RegExp(`^\\w*${measure}\\w*[ {]`, 'm'));
});

test('a document is created, renamed, read by clients, listed and deleted', async ({ server, connect }) => {
  const created = await createDocument(server.url, { id: 'notes/März', title: 'Spring' });
  expect(created.status).toBe(201);
  expect(JSON.parse(created.body)).toEqual(expect.objectContaining({ id: 'notes/März', title: 'Spring' }));
  const client = connect('notes/M%C3%A4rz');
  await client.synced();
  expect(client.doc.getText('title').toString()).toBe('Spring');

  const renamed = await renameDocument(server.url, 'notes/März', 'Summer');
  expect(renamed.status).toBe(200);
  await expect.poll(() => client.doc.getText('title').toString()).toBe('Summer');
  await expect.poll(async () => (await findDocument(server.url, 'notes/März'))?.title).toBe('Summer');

  expect((await deleteDocument(server.url, 'notes/März')).status).toBe(204);
  expect(await findDocument(server.url, 'notes/März')).toBeUndefined();
});

test('a document gets an id where none is given, and has no title until somebody gives it one', async ({ server }) => {
  const created = await createDocument(server.url);
  expect(created.status).toBe(201);
  const { id } = JSON.parse(created.body) as { id: string };
  expect(id).toMatch(/\S/);
  expect((await findDocument(server.url, id))?.title).toBeNull();
});

test('a title that was typed is in the list within seconds, while the document is open', async ({ server, connect }) => {
  const client = connect('typed');
  await client.synced();
  client.doc.getText('title').insert(0, 'Typed, not posted');
  await expect.poll(async () => (await findDocument(server.url, 'typed'))?.title).toBe('Typed, not posted');
});

test('the list comes in pages that hold each document once', async ({ server }) => {
  const ids = Array.from({ length: 7 }, (_, index) => `page-${index}`);
  for (const id of ids) await createDocument(server.url, { id });
  const found: string[] = [];
  let query = '?limit=3';
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await listDocuments(server.url, query);
    expect(page.documents.length).toBeLessThanOrEqual(3);
    found.push(...page.documents.map(({ id }) => id));
    if (page.next === null) break;
    query = `?limit=3&cursor=${encodeURIComponent(page.next)}`;
  }
  expect(found.toSorted()).toEqual(ids);
});

test('titles and documents are there after SIGKILL', async ({ server }) => {
  await createDocument(server.url, { id: 'kept', title: 'Kept' });
  await server.kill('SIGKILL');
  await server.restart();
  expect((await findDocument(server.url, 'kept'))?.title).toBe('Kept');
});

const problems = [
  { what: 'a bad id', status: 400, send: { method: 'POST', path: '/api/documents', body: '{"id":"../up"}' } },
  { what: 'a body that is no JSON', status: 400, send: { method: 'POST', path: '/api/documents', body: '{' } },
  { what: 'a title of 1', status: 400, send: { method: 'PATCH', path: '/api/documents/x', body: '{"title":1}' } },
  { what: 'a limit that is no number', status: 400, send: { method: 'GET', path: '/api/documents?limit=many' } },
  { what: 'a name of invalid UTF-8', status: 400, send: { method: 'DELETE', path: '/api/documents/%ff' } },
  { what: 'a document that does not exist', status: 404, send: { method: 'DELETE', path: '/api/documents/nobody' } },
  { what: 'a route that does not exist', status: 404, send: { method: 'GET', path: '/api/nothing' } },
];

for (const { what, status, send } of problems) {
  test(`${what} is answered ${status}, as a problem with a sentence`, async ({ server }) => {
    const { method, path } = send;
    const headers = { 'content-type': 'application/json' };
    const body = 'body' in send ? { body: send.body } : {};
    const response = await sendRequest({ url: server.url + path, method, headers, ...body });
    expect(response.status).toBe(status);
    const problem = problemOf(response);
    expect(problem.status).toBe(status);
    expect(`${problem.title} ${problem.detail ?? ''}`).toMatch(/\S+ \S+/);
    expect(response.body).not.toMatch(/node_modules|\.ts:/);
  });
}

test('a document that is there already is not created again', async ({ server }) => {
  await createDocument(server.url, { id: 'once', title: 'First' });
  const again = await createDocument(server.url, { id: 'once', title: 'Second' });
  expect(again.status).toBe(409);
  expect(problemOf(again).status).toBe(409);
  expect((await findDocument(server.url, 'once'))?.title).toBe('First');
});

for (const path of ['/', '/d/some/document']) {
  test(`${path} is the page, under a policy without inline script`, async ({ server }) => {
    const { status, headers, body } = await sendRequest({ url: server.url + path });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    const policy = String(headers['content-security-policy']);
    const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src')) ?? policy;
    expect(scripts).not.toContain('unsafe');
    expect(policy).not.toMatch(/style-src[^;]*unsafe-inline/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body).toContain('<!doctype html>');
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
}
