/** Files of a directory by their path in a URL. Only what was there at the start is served, so no path leads out of it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { acceptsEncoding, type Encoding } from './accept-encoding.ts';

export interface StaticFile {
  readonly contentType: string;
  readonly cacheControl: string;
  /** Best first; the file itself comes last, under `identity`. */
  readonly variants: readonly Variant[];
}

interface Variant {
  readonly encoding: Encoding;
  readonly path: string;
  readonly etag: string;
}

export type StaticFiles = ReadonlyMap<string, StaticFile>;

const immutable = 'public, max-age=31536000, immutable';
const revalidated = 'no-cache';

/** Siblings that the build has compressed already, best first. */
const compressed: readonly { readonly encoding: Encoding; readonly suffix: string }[] = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
];

/** Everything but the index page, which is no file as it stands. */
export async function indexStaticFiles(directory: string): Promise<StaticFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
  const files = new Map<string, StaticFile>();
  for (const path of paths) {
    const urlPath = `/${relative(directory, path).split(sep).map(encodeURIComponent).join('/')}`;
    if (urlPath === '/index.html' || isVariant(path, paths)) continue;
    const isImmutable = hasHashInName(urlPath);
    files.set(urlPath, {
      contentType: getMimeType(path) ?? 'application/octet-stream',
      cacheControl: isImmutable ? immutable : revalidated,
      variants: await variantsOf(path, paths, isImmutable ? etagOfFile : etagOfContent),
    });
  }
  return files;
}

/** The answer to a GET; a HEAD is one whose body is left out. */
export async function serveStaticFile(file: StaticFile, request: StaticRequest): Promise<Response> {
  const variant = file.variants.find(({ encoding }) => acceptsEncoding(request.acceptEncoding, encoding)) ?? file.variants.at(-1);
  if (variant === undefined) throw new Error('A file has no variant.');
  const headers = new Headers({ 'cache-control': file.cacheControl, etag: variant.etag });
  if (file.variants.length > 1) headers.set('vary', 'accept-encoding');
  if (request.ifNoneMatch?.split(',').some((etag) => etag.trim() === variant.etag)) return new Response(null, { status: 304, headers });
  const bytes = await readFile(variant.path);
  headers.set('content-type', file.contentType);
  headers.set('content-length', String(bytes.byteLength));
  if (variant.encoding !== 'identity') headers.set('content-encoding', variant.encoding);
  return new Response(bytes, { headers });
}

export interface StaticRequest {
  readonly acceptEncoding: string | null;
  readonly ifNoneMatch: string | null;
}

type EtagOf = (path: string) => Promise<string>;

async function variantsOf(path: string, paths: ReadonlySet<string>, etagOf: EtagOf): Promise<readonly Variant[]> {
  const candidates: { readonly encoding: Encoding; readonly path: string }[] = [
    ...compressed.map(({ encoding, suffix }) => ({ encoding, path: path + suffix })).filter((variant) => paths.has(variant.path)),
    { encoding: 'identity', path },
  ];
  return Promise.all(candidates.map(async (variant) => ({ ...variant, etag: await etagOf(variant.path) })));
}

/** Where the name tells the content already. */
async function etagOfFile(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
}

/** Two builds may give a file one size, and images of containers one time: a 304 would then keep the old service worker. [L21] */
async function etagOfContent(path: string): Promise<string> {
  return `"${createHash('sha256').update(await readFile(path)).digest('base64url')}"`;
}

function isVariant(path: string, paths: ReadonlySet<string>): boolean {
  return compressed.some(({ suffix }) => path.endsWith(suffix) && paths.has(path.slice(0, -suffix.length)));
}

/** As the build names them: `/assets/editor-Dk3x9_aB.js`. */
function hasHashInName(urlPath: string): boolean {
  return /^\/assets\/[^/]+-[\w-]{8}\.\w+$/.test(urlPath);
}
