/** The page over real sockets, built into a temporary directory. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHttpScene, type HttpScene } from '../testing/http-scene.ts';
import { loadPage } from './page.ts';

const script = 'console.log("editor");\n';

let directory: string;
let scene: HttpScene;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scriptorium-page-'));
  const built = join(directory, 'built');
  mkdirSync(join(built, 'assets'), { recursive: true });
  writeFileSync(join(directory, 'secret.txt'), 'not for anyone');
  writeFileSync(join(built, 'index.html'), '<!doctype html><meta nonce="__CSP_NONCE__"><link nonce="__CSP_NONCE__">');
  writeFileSync(join(built, 'icon.svg'), '<svg/>');
  writeBuild('service-worker.js', 'const BUILD = 1;');
  writeFileSync(join(built, 'assets', 'editor-Dk3x9_aB.js'), script);
  writeFileSync(join(built, 'assets', 'editor-Dk3x9_aB.js.br'), brotliCompressSync(script));
  writeFileSync(join(built, 'assets', 'editor-Dk3x9_aB.js.gz'), gzipSync(script));
  symlinkSync(join(directory, 'secret.txt'), join(built, 'link.txt'));
  scene = await openHttpScene({ page: await loadPage(built) });
});

/** As from an image in which all files are of one time. */
function writeBuild(name: string, text: string): void {
  const path = join(directory, 'built', name);
  writeFileSync(path, text);
  utimesSync(path, 1, 1);
}

afterEach(async () => {
  await scene.close();
  rmSync(directory, { recursive: true });
});

describe('the index page', () => {
  test.each(['/', '/?q=1', '/d/notes', '/d/a/b%20c', '/d/a%2Fb', '/d/%E2%9C%93'])('%s is the page, under a nonce of this response alone', async (path) => {
    const [one, other] = await Promise.all([scene.send(path), scene.send(path)]);
    const nonce = /'nonce-([^']+)'/.exec(String(one.headers['content-security-policy']))?.[1];
    expect(one.status).toBe(200);
    expect(one.headers['content-type']).toMatch(/^text\/html/);
    expect(one.headers['cache-control']).toBe('no-cache');
    expect(nonce).toMatch(/^[\w+/=]{20,}$/);
    expect(one.text).toBe(`<!doctype html><meta nonce="${nonce}"><link nonce="${nonce}">`);
    expect(other.text).not.toBe(one.text);
  });

  test('names early what the page of a document will ask for, and nothing of it for the list', async () => {
    writeFileSync(join(directory, 'built', 'index.html'), '<!doctype html><!--document:<link href="/a.js"><link href="/b.css">--><title></title>');
    const page = await loadPage(join(directory, 'built'));
    expect(page?.render('n', 'document')).toBe('<!doctype html><link href="/a.js"><link href="/b.css"><title></title>');
    expect(page?.render('n', 'list')).toBe('<!doctype html><title></title>');
  });

  test('[P2] a bad name is 400 with a sentence, for people as a page and otherwise as problem+json', async () => {
    for (const path of ['/d/', '/d/a/../b', '/d/%2e%2e', '/d/./a', '/d/%ff', '/d/a%', '/d/a%00', `/d/${'a'.repeat(256)}`]) {
      const answer = await scene.send(path);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/^The document name ".*\.$/) });
    }
    const page = await scene.send('/d/%3Cscript%3E%0A', { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(400);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('<script>');
    const style = /<style>([^]*)<\/style>/.exec(page.text)?.[1] ?? 'none';
    expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${createHash('sha256').update(style).digest('base64')}';`);
  });

  test('a HEAD is a GET without a body', async () => {
    const answer = await scene.send('/', { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test('an editor that is not built is 503 and says how to build it', async () => {
    expect(await loadPage(join(directory, 'nowhere'))).toBeNull();
    const bare = await openHttpScene({ page: null });
    const answer = await bare.send('/', { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(503);
    expect(answer.text).toMatch(/not built.*run build/);
    await bare.close();
  });
});

describe('files', () => {
  test('a file with a hash in its name is kept for a year, any other is asked for again', async () => {
    expect((await scene.send('/assets/editor-Dk3x9_aB.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await scene.send('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test('[L21] the service worker is asked for again each time, under a policy that lets it fetch from here', async () => {
    const { status, headers } = await scene.send('/service-worker.js');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
  });

  test('[L21] another build is another file, though its size and its time are the same', async () => {
    const old = (await scene.send('/service-worker.js')).headers['etag'];
    writeBuild('service-worker.js', 'const BUILD = 2;');
    const next = await openHttpScene({ page: await loadPage(join(directory, 'built')) });
    const answer = await next.send('/service-worker.js', { headers: { 'if-none-match': String(old) } });
    await next.close();
    expect([answer.status, answer.text]).toEqual([200, 'const BUILD = 2;']);
  });

  test.each([
    ['gzip, br', 'br', brotliCompressSync(script)],
    ['gzip', 'gzip', gzipSync(script)],
    ['br;q=0', undefined, Buffer.from(script)],
    ['', undefined, Buffer.from(script)],
  ])('with accept-encoding %j it comes as %s', async (accepted, encoding, bytes) => {
    const answer = await scene.send('/assets/editor-Dk3x9_aB.js', { headers: { 'accept-encoding': accepted } });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toMatch(/^text\/javascript/);
    expect(answer.headers['vary']).toBe('accept-encoding');
    expect(answer.headers['content-length']).toBe(String(bytes.byteLength));
    expect(answer.bytes.equals(bytes)).toBe(true);
  });

  test('a file that the browser has already is 304', async () => {
    const { headers } = await scene.send('/icon.svg');
    const again = await scene.send('/icon.svg', { headers: { 'if-none-match': `"other", ${String(headers['etag'])}` } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await scene.send('/icon.svg', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('HEAD has the length and no body', async () => {
    const answer = await scene.send('/icon.svg', { method: 'HEAD' });
    expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '6', '']);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/link.txt',
    '/index.html',
    '/assets/',
    '/assets/editor-Dk3x9_aB.js.gz',
  ])('%s leads nowhere', async (path) => {
    const answer = await scene.send(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('not for anyone');
  });
});
