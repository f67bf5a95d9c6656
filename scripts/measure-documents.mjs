// Measures the list and the search: documents of 500 words, a start, and requests over HTTP. `node scripts/measure-documents.mjs [DOCUMENTS]`
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const server = join(root, 'packages/sync-server');
const resolve = createRequire(join(server, 'package.json')).resolve;
const { openLevelStore } = await import(pathToFileURL(join(root, 'packages/persistence/dist/index.js')).href);
const Y = await import(pathToFileURL(resolve('yjs')).href);

const documents = Number(process.argv[2] ?? 10_000);
const wordsEach = 500;
const requests = 600;
const seed = 20_260_101;

/** Mulberry32. @param {number} state */
function createRandom(state) {
  let at = state;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = createRandom(seed);
const syllables = ['an', 'ber', 'co', 'den', 'el', 'fir', 'gar', 'hol', 'in', 'jur', 'kel', 'lo', 'mar', 'nen', 'ost', 'par', 'qui', 'ran', 'sel', 'tor', 'un', 'ver', 'wen', 'zig'];
const vocabulary = Array.from({ length: 40_000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
/** A few words are in nearly every document, most in a few: about as in a language. */
const word = () => vocabulary[Math.floor(vocabulary.length * random() ** 3)] ?? '';
/** @param {number} length */
const sentence = (length) => Array.from({ length }, word).join(' ');

/** @param {string} directory */
async function fill(directory) {
  const store = await openLevelStore({ directory });
  for (let begun = 0; begun < documents; begun += 200) {
    const batch = Array.from({ length: Math.min(200, documents - begun) }, (_, index) => {
      const doc = new Y.Doc();
      doc.getText('title').insert(0, sentence(4));
      const paragraphs = Array.from({ length: 10 }, () => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(sentence(wordsEach / 10))]);
        return paragraph;
      });
      doc.getXmlFragment('default').insert(0, paragraphs);
      return store.append(`document-${begun + index}`, Y.encodeStateAsUpdate(doc), { schemaVersion: 1 });
    });
    await Promise.all(batch);
  }
  await store.close();
}

/** @typedef {{ child: import('node:child_process').ChildProcess, url: string, startMs: number }} Running */

/** @param {string} directory @returns {Promise<Running>} */
async function start(directory) {
  const begunAt = performance.now();
  const child = spawn(process.execPath, [join(server, 'bin/scriptorium.js'), 'serve', '--port', '0', '--data', directory], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  let url;
  while (url === undefined) {
    output += String((await once(child.stdout, 'data'))[0]);
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
  }
  await (await fetch(`${url}/healthz`)).text();
  child.stdout.resume();
  return { child, url, startMs: performance.now() - begunAt };
}

/** @param {Running} running */
async function stop({ child }) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** @param {Running} running */
async function residentMiB({ child }) {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}

/** @typedef {{ documents: { title: string | null }[], next: string | null }} Page */

/** @param {string} url */
const get = async (url) => /** @type {Page} */ (await (await fetch(url)).json());
/** @param {number[]} sorted @param {number} share */
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Of the server's process, in milliseconds: what a busy machine can't stretch. @param {Running} running */
async function cpuMs({ child }) {
  const [utime, stime] = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  return ((utime ?? 0) + (stime ?? 0)) * 10;
}

/** @param {Running} running @param {string[]} paths */
async function measure(running, paths) {
  const cpuBefore = await cpuMs(running);
  const times = [];
  for (let at = 0; at < requests; at++) {
    const begunAt = performance.now();
    const answer = await fetch(running.url + paths[at % paths.length]);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.url}`);
    times.push(performance.now() - begunAt);
  }
  const sorted = times.toSorted((one, other) => one - other);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), max: sorted.at(-1) ?? Number.NaN, cpu: ((await cpuMs(running)) - cpuBefore) / requests };
}

/** @param {string} what @param {{ p50: number, p95: number, max: number, cpu: number }} times */
const show = (what, { p50, p95, max, cpu }) => console.log(`${what.padEnd(34)} p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   max ${max.toFixed(1)} ms   CPU ${cpu.toFixed(1)} ms`);
/** @param {string} query */
const search = (query) => `/api/documents?query=${encodeURIComponent(query)}`;

const directory = await mkdtemp(join(tmpdir(), 'scriptorium-measure-'));
const empty = await mkdtemp(join(tmpdir(), 'scriptorium-measure-'));
try {
  console.log(`${documents} documents of ${wordsEach} words, seed ${seed}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`);
  const bare = await start(empty);
  const bareMiB = await residentMiB(bare);
  await stop(bare);
  await fill(directory);
  const first = await start(directory);
  const readAt = performance.now();
  // Nothing has been read yet: the last document to be read is the first by id.
  for (let found = 0; found < Math.min(documents, 200); ) {
    await new Promise((after) => setTimeout(after, 1_000));
    const read = await get(`${first.url}/api/documents?limit=200&sort=id`);
    found = read.documents.filter(({ title }) => title !== null).length;
  }
  console.log(`first reading of all texts          ${((performance.now() - readAt) / 1_000).toFixed(0)} s, beside a server that serves`);
  await stop(first);

  const running = await start(directory);
  console.log(`start to the first answer           ${Math.round(running.startMs)} ms, ${Math.round(await cpuMs(running))} ms of CPU`);
  const searchAt = performance.now();
  await get(running.url + search('garbent'));
  console.log(`first search after the start        ${Math.round(performance.now() - searchAt)} ms`);
  const titles = (await get(`${running.url}/api/documents?limit=200`)).documents.map(({ title }) => title);
  const { next } = await get(`${running.url}/api/documents?limit=50`);
  show('list, by change', await measure(running, ['/api/documents', `/api/documents?cursor=${next}`]));
  show('list, by title', await measure(running, ['/api/documents?sort=title', '/api/documents?sort=title&limit=200']));
  show('search, words of titles', await measure(running, titles.map((title) => search(title?.split(' ')[0] ?? ''))));
  show('search, words of texts', await measure(running, Array.from({ length: 200 }, () => search(word()))));
  show('search, two words', await measure(running, Array.from({ length: 200 }, () => search(`${word()} ${word()}`))));
  show('search, beginnings of words', await measure(running, Array.from({ length: 200 }, (_, index) => search(word().slice(0, 1 + (index % 4))))));
  show('search, nothing to be found', await measure(running, ['xylophon', 'zzz', 'garxu', 'q1'].map(search)));
  console.log(`memory above that of an empty server ${(await residentMiB(running)) - bareMiB} MiB`);
  await stop(running);
} finally {
  await rm(directory, { recursive: true, force: true });
  await rm(empty, { recursive: true, force: true });
}
