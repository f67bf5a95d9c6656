// What the measurements of the page have in common: a server, documents of so many words, and the packages of the browser tests.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from './chromium.mjs';
import { checkNode, ensureBuilt, ensureInstalled, root } from './setup.mjs';

/** Those of the browser tests. @type {string[]} */
export const chromiumFlags = JSON.parse(readFileSync(join(root, 'scripts/chromium-flags.json'), 'utf8'));

const wordsPerBlock = 50;

/** Installs and builds what is missing. Gives Chromium's path; without one it says what to do, and ends the process. */
export function prepareBench() {
  checkNode();
  ensureInstalled();
  ensureBuilt();
  const found = findChromium();
  if (found.path !== null) return found.path;
  console.error(found.advice);
  process.exit(1);
}

/** Once everything is installed. */
export async function loadBench() {
  const { resolve } = createRequire(join(root, 'e2e/package.json'));
  /** @param {string} name */
  const load = async (name) => await import(pathToFileURL(resolve(name)).href);
  const { chromium } = (await load('@playwright/test')).default;
  const Y = await load('yjs');
  const { WebsocketProvider } = await load('y-websocket');
  const WebSocket = (await load('ws')).default;

  /** Resolves when the document has arrived. @param {string} url @param {string} name @param {any} doc */
  const enter = async (url, name, doc) => {
    const provider = new WebsocketProvider(`${url.replace('http', 'ws')}/ws`, name, doc, { WebSocketPolyfill: WebSocket, disableBc: true });
    if (!provider.synced) await new Promise((synced) => provider.once('sync', synced));
    return provider;
  };

  /** @param {string} url @param {string} name @param {number} words */
  const fill = async (url, name, words) => {
    const doc = new Y.Doc();
    const blocks = Array.from({ length: words / wordsPerBlock }, (_, index) => {
      const isHeading = index % 20 === 0;
      const block = new Y.XmlElement(isHeading ? 'heading' : 'paragraph');
      if (isHeading) block.setAttribute('level', 2);
      block.insert(0, [new Y.XmlText(isHeading ? `Chapter ${index / 20 + 1}` : 'several words about nothing much '.repeat(wordsPerBlock / 5).trim())]);
      return block;
    });
    doc.getXmlFragment('default').insert(0, blocks);
    doc.getText('title').insert(0, name);
    const provider = await enter(url, name, doc);
    // Another that joins and has all of it: so it is on the server's disk.
    const copy = new Y.Doc();
    const reader = await enter(url, name, copy);
    while (copy.getXmlFragment('default').length < blocks.length) await new Promise((arrived) => copy.once('update', arrived));
    for (const each of [reader, provider, copy, doc]) each.destroy();
  };

  return { chromium, Y, enter, fill, startServer };
}

/** @param {string} directory */
async function startServer(directory) {
  const server = spawn(process.execPath, [join(root, 'packages/sync-server/bin/scriptorium.js'), 'serve', '--port', '0', '--data', directory], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  let url = '';
  while (url === '') {
    output += String((await once(server.stdout, 'data'))[0]);
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
  }
  server.stdout.resume();
  const stop = async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  return { url, stop };
}
