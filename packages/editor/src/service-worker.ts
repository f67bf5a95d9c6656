/**
 * The service worker: it has the files of one build of the page, and gives them where the network does not. Built on its
 * own into /service-worker.js; it imports nothing, so that one file is the whole of it.
 */

/** Filled in by the build. */
interface Build {
  readonly id: string;
  /** What is fetched when the worker is installed. */
  readonly files: readonly string[];
  /** What is kept once it was needed: the letters of other scripts. */
  readonly onUse: readonly string[];
}

declare const BUILD: Build;

/** What this file needs of the worker's own types, which can't be had beside those of a page. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerFetch extends WorkerEvent {
  readonly request: Request;
  /** The page that asks; empty when it is a page that is asked for, which is then to be `resultingClientId`. */
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: WorkerFetch) => void): void;
}

const worker = globalThis as unknown as Worker;

/** A cache for each build, and under the same name a lock that each of its pages holds. [L22] */
const cachePrefix = 'scriptorium-page-';
const cacheName = cachePrefix + BUILD.id;

/** A network that answers later counts as none. */
const pageWithinMs = 4_000;

/** Pages that came from the device: their files do so too, and do not wait for the network once more. */
const pagesFromDevice = new Set<string>();
const pagesFromDeviceMax = 100;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
// A page was opened, perhaps in place of one of an older build.
worker.addEventListener('message', (event) => event.waitUntil(removeOldBuilds()));
worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return;
  if (mode === 'navigate') {
    if (pathname !== '/' && !pathname.startsWith('/d/')) return;
    event.respondWith(openPage(event.request, event.resultingClientId));
  } else if (pathname.startsWith('/assets/')) event.respondWith(getAsset(event.request, pathname));
  else if (BUILD.files.includes(pathname)) event.respondWith(getFile(event.request, event.clientId));
});

/** All of the build, or nothing of it. The page comes last: it says whether the server changed meanwhile. [L21] */
async function install(): Promise<void> {
  // Left by an attempt that was cut short, or by this very build before another: what is made anew counts as the newest.
  await caches.delete(cacheName);
  try {
    const cache = await caches.open(cacheName);
    await Promise.all(BUILD.files.map(async (path) => await cache.put(path, await fetchWhole(path))));
    const page = await fetchWhole('/');
    const html = await page.clone().text();
    if (!html.includes(BUILD.id)) throw new Error('The server has another build by now.');
    await cache.put('/', page);
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
  // Tabs of the old build find its files in its cache as long as they are open, so nothing need wait for them.
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  await removeOldBuilds();
  await worker.clients.claim();
}

async function fetchWhole(path: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  return response;
}

/** From the network, since that is the newest; from this build where there is none, or only a proxy without its server. [L20] */
async function openPage(request: Request, pageId: string): Promise<Response> {
  const network = fetch(request);
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), pageWithinMs);
  });
  const answer = await Promise.race([network.catch(() => null), late]);
  if (answer !== null && ![502, 503, 504].includes(answer.status)) return answer;
  const kept = await fromBuild('/');
  if (kept === undefined) return answer ?? (await network);
  if (pagesFromDevice.size >= pagesFromDeviceMax) pagesFromDevice.clear();
  pagesFromDevice.add(pageId);
  return kept;
}

/** The name of an asset says what is in it: it may come from any build that is here. */
async function getAsset(request: Request, path: string): Promise<Response> {
  const known = await caches.match(request, { ignoreVary: true });
  if (known !== undefined) return known;
  const response = await fetch(request);
  if (response.ok && BUILD.onUse.includes(path)) {
    const cache = await caches.open(cacheName);
    await cache.put(path, response.clone());
  }
  return response;
}

/** A name that stays from build to build: it must fit the page, so it comes from where that came from, if it can be had there. */
async function getFile(request: Request, pageId: string): Promise<Response> {
  const kept = await fromBuild(new URL(request.url).pathname);
  if (kept !== undefined && pagesFromDevice.has(pageId)) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

async function fromBuild(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName);
  return await cache.match(path, { ignoreVary: true });
}

/** A build whose last tab is gone goes too: of those that came before this one, since a newer may just be arriving. [L22] */
async function removeOldBuilds(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const inUse = new Set(held.map(({ name }) => name));
  // In the order in which they were made.
  const builds = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
  const older = builds.slice(0, Math.max(0, builds.indexOf(cacheName)));
  await Promise.all(older.filter((name) => !inUse.has(name)).map(async (name) => await caches.delete(name)));
}
