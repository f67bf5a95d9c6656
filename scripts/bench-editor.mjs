// npm run bench:editor: how long a keystroke takes to be painted, beside an empty text field in the same run; writes docs/benchmarks-editor.md.
/// <reference lib="dom" />
// @ts-check
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, loadBench, prepareBench } from './bench-page.mjs';
import { root } from './setup.mjs';

const chromiumPath = prepareBench();

const { chromium, Y, enter, fill, startServer } = await loadBench();

// Each y-websocket client listens for the end of the process.
process.setMaxListeners(50);

const keys = Number(process.env['KEYS'] ?? 200);
const warmUpKeys = 30;
const betweenKeysMs = 110;
const peopleTypeEveryMs = 200;

/** @type {readonly { name: string, words: number, people: number, budgetMs: number }[]} */
const cases = [
  { name: '5,000 words, alone', words: 5_000, people: 0, budgetMs: 10 },
  { name: '5,000 words, 10 people typing', words: 5_000, people: 10, budgetMs: 10 },
  { name: '200,000 words, alone', words: 200_000, people: 0, budgetMs: 40 },
  { name: '200,000 words, 10 people typing', words: 200_000, people: 10, budgetMs: 40 },
];

/** Ten people in one process, each in a block of their own, with a caret. @param {string} url @param {string} name @param {number} count */
async function gather(url, name, count) {
  const people = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const doc = new Y.Doc();
      const provider = await enter(url, name, doc);
      const body = doc.getXmlFragment('default');
      const text = body.get(1 + index * Math.max(1, Math.floor((body.length - 2) / count))).get(0);
      provider.awareness.setLocalStateField('user', { id: `person-${index}`, name: `Person ${index}`, color: '#006e8c' });
      const timer = setInterval(() => {
        if (!(text instanceof Y.XmlText)) return;
        text.insert(text.length, 'x');
        const place = Y.createRelativePositionFromTypeIndex(text, text.length);
        provider.awareness.setLocalStateField('cursor', { anchor: place, head: place });
      }, peopleTypeEveryMs);
      return () => {
        clearInterval(timer);
        provider.destroy();
        doc.destroy();
      };
    }),
  );
  return () => people.forEach((leave) => leave());
}

/** From the moment that the key was pressed to the first task after the paint. @param {any} page */
async function type(page) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const times = [];
    Object.assign(window, { times });
    addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => times.push(performance.now() - timeStamp));
        port1.start();
        port2.postMessage(null);
      });
    }, { capture: true });
  });
  for (let at = 0; at < warmUpKeys + keys; at += 1) {
    await page.keyboard.press(at % 6 === 5 ? 'Space' : 'e');
    await page.waitForTimeout(betweenKeysMs);
  }
  const times = /** @type {number[]} */ (await page.evaluate(() => /** @type {any} */ (window).times));
  const sorted = times.slice(warmUpKeys).toSorted((one, other) => one - other);
  /** @param {number} share */
  const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: quantile(0.5), p95: quantile(0.95) };
}

/** @param {any} browser @param {(page: any) => Promise<void>} arrive */
async function measure(browser, arrive) {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  try {
    await arrive(page);
    if (process.env['PROFILE'] !== undefined) return await profiled(context, page);
    return await type(page);
  } finally {
    await context.close();
  }
}

/** With PROFILE set: says which functions the time went to. @param {any} context @param {any} page */
async function profiled(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const times = await type(page);
  const { profile } = await session.send('Profiler.stop');
  const step = (profile.endTime - profile.startTime) / 1_000 / profile.samples.length;
  const self = new Map();
  const names = new Map(profile.nodes.map((/** @type {any} */ node) => [node.id, `${node.callFrame.functionName || '-'} ${node.callFrame.url.split('/').at(-1)}:${node.callFrame.lineNumber}:${node.callFrame.columnNumber}`]));
  for (const sample of profile.samples) self.set(names.get(sample), (self.get(names.get(sample)) ?? 0) + step);
  for (const [name, ms] of [...self].toSorted((a, b) => b[1] - a[1]).slice(0, 14)) console.log(`  ${(ms / (keys + warmUpKeys)).toFixed(2).padStart(7)} ms a key  ${name}`);
  return times;
}

const directory = await mkdtemp(join(tmpdir(), 'scriptorium-bench-editor-'));
const { url, stop } = await startServer(directory);
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
try {
  /** @type {string[]} */
  const rows = [];
  let isWithin = true;
  for (const { name, words, people, budgetMs } of cases.filter((each) => each.name.includes(process.argv[2] ?? ''))) {
    const documentName = `bench-${words}-${people}`;
    await fill(url, documentName, words);
    // Before both, so that the text field has the same machine.
    const disperse = await gather(url, documentName, people);
    const empty = await measure(browser, async (page) => {
      await page.goto(`${url}/healthz`);
      await page.evaluate(() => {
        const field = document.createElement('textarea');
        document.body.replaceChildren(field);
        field.focus();
      });
    });
    const editor = await measure(browser, async (page) => {
      await page.goto(`${url}/d/${documentName}`);
      const text = page.locator('.ProseMirror[contenteditable="true"]');
      await text.waitFor({ timeout: 120_000 });
      await page.waitForTimeout(3_000);
      // In the middle of a paragraph near the beginning, as one who mends a sentence.
      await text.locator('p').nth(3).click();
    });
    disperse();
    const excess = { p50: Math.max(0, editor.p50 - empty.p50), p95: Math.max(0, editor.p95 - empty.p95) };
    isWithin &&= excess.p95 <= budgetMs;
    /** @param {number} ms */
    const show = (ms) => ms.toFixed(1);
    rows.push(`| ${name} | ${show(empty.p50)} / ${show(empty.p95)} | ${show(editor.p50)} / ${show(editor.p95)} | ${show(excess.p50)} / **${show(excess.p95)}** | ${budgetMs} | ${excess.p95 <= budgetMs ? 'yes' : 'no'} |`);
    console.log(rows.at(-1));
  }
  const text = `# A keystroke in the editor

From keydown to the first task after the next paint, in Chromium ${browser.version()} (headless, software rendering), ${keys} keys ${betweenKeysMs} ms apart after ${warmUpKeys} to warm up;
people type every ${peopleTypeEveryMs} ms, each in a block of their own, with a caret. Milliseconds, p50 / p95; the excess is over an empty text field in the same run.
Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}). \`npm run bench:editor\` writes this page; PROFILE=1 says where the time goes.

| document | empty text field | editor | excess | at most | within |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
  if (process.argv[2] === undefined) await writeFile(join(root, 'docs/benchmarks-editor.md'), text);
  if (!isWithin) process.exitCode = 1;
} finally {
  await browser.close();
  await stop();
  await rm(directory, { recursive: true, force: true });
}
