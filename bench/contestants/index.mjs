// Who is measured, each as it comes: its own server, its own defaults.
// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerProcess } from './server-process.mjs';

/** @typedef {import('../client/target.mjs').TargetData} TargetData */

const bench = join(dirname(fileURLToPath(import.meta.url)), '..');
const ours = join(bench, '../packages/sync-server/bin/scriptorium.js');
const servers = join(bench, 'contestants/servers');
const node24 = join(bench, 'node_modules/node/bin/node');

/**
 * ours: to be judged · peer: to be compared with · floor: what the same bytes cost without a document.
 * @typedef {object} Contestant
 * @property {string} id
 * @property {string} label
 * @property {'ours' | 'peer' | 'floor'} role
 * @property {boolean} isDurable it keeps documents on a disk
 * @property {import('../wire/frames.mjs').Dialect} dialect
 * @property {boolean} hasAcks
 * @property {string} path where its WebSockets are
 * @property {(port: number, directory: string) => import('./server-process.mjs').Command} command
 */

/** @type {readonly Contestant[]} */
export const contestants = [
  {
    ...plain('ours', 'Scriptorium', 'ours'),
    isDurable: true,
    hasAcks: true,
    path: '/ws',
    command: (port, directory) => nodeCommand([ours, 'serve', '--port', String(port), '--data', join(directory, 'data')]),
  },
  {
    ...plain('y-websocket', 'y-websocket, in memory', 'peer'),
    command: (port) => yWebsocket(port, {}),
  },
  {
    ...plain('y-websocket-leveldb', 'y-websocket, LevelDB', 'peer'),
    isDurable: true,
    command: (port, directory) => yWebsocket(port, { YPERSISTENCE: join(directory, 'leveldb') }),
  },
  {
    ...plain('hocuspocus', 'Hocuspocus, in memory', 'peer'),
    dialect: 'hocuspocus',
    command: (port) => ({ executable: node24, args: [join(servers, 'hocuspocus.mjs'), String(port)] }),
  },
  {
    ...plain('hocuspocus-sqlite', 'Hocuspocus, SQLite', 'peer'),
    isDurable: true,
    dialect: 'hocuspocus',
    command: (port, directory) => ({ executable: node24, args: [join(servers, 'hocuspocus.mjs'), String(port), join(directory, 'documents.sqlite')] }),
  },
  {
    ...plain('relay', 'bare ws relay', 'floor'),
    command: (port) => nodeCommand([join(servers, 'relay.mjs'), String(port)]),
  },
  {
    ...plain('relay-leveldb', 'relay that commits first', 'floor'),
    command: (port, directory) => nodeCommand([join(servers, 'relay.mjs'), String(port), '--commit', join(directory, 'relay')]),
  },
];

/** A running contestant, and the directory that its documents are in. */
export class Entrant {
  contestant;
  /** Its directory holds the documents of the scenario already. */
  isLoaded = false;
  #directory = mkdtempSync(join(tmpdir(), 'scriptorium-bench-'));
  /** @type {ServerProcess | null} */
  #server = null;

  /** @param {Contestant} contestant */
  constructor(contestant) {
    this.contestant = contestant;
  }

  /** Starts it, over what it kept from its last time. @returns {Promise<TargetData>} */
  async start() {
    mkdirSync(this.#directory, { recursive: true });
    const { dialect, hasAcks, role, path, command } = this.contestant;
    this.#server = await ServerProcess.start((port) => command(port, this.#directory));
    const keepsDocuments = role !== 'floor';
    return { dialect, hasAcks, keepsDocuments, url: `ws://127.0.0.1:${this.#server.port}${path}`, pid: this.#server.pid };
  }

  /** Where its documents are. */
  get directory() {
    return this.#directory;
  }

  get said() {
    return this.#server?.said ?? '';
  }

  /** Lets it write what it has. */
  async stop() {
    await this.#server?.stop();
    this.#server = null;
  }

  /** Ends it and removes what it kept; it can be started again, from nothing. */
  async remove() {
    await this.#server?.kill();
    this.#server = null;
    this.isLoaded = false;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** @param {string} id */
export function contestantOf(id) {
  const found = contestants.find((contestant) => contestant.id === id);
  if (found === undefined) throw new Error(`There is no contestant ${JSON.stringify(id)}.`);
  return found;
}

/** @param {string} id @param {string} label @param {Contestant['role']} role */
function plain(id, label, role) {
  return { id, label, role, isDurable: false, dialect: /** @type {const} */ ('y-websocket'), hasAcks: false, path: '' };
}

/** @param {readonly string[]} args */
function nodeCommand(args) {
  return { executable: process.execPath, args };
}

/** Its own server, as published. @param {number} port @param {Record<string, string>} env */
function yWebsocket(port, env) {
  return { ...nodeCommand([join(bench, 'node_modules/y-websocket/bin/server.cjs')]), env: { HOST: '127.0.0.1', PORT: String(port), ...env } };
}
