// A server as a process of its own: started, waited for, and ended without a trace.
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';

const startMsMax = 30_000;
const stopMsMax = 30_000;

/**
 * @typedef {object} Command
 * @property {string} executable
 * @property {readonly string[]} args
 * @property {Record<string, string>} [env]
 */

export class ServerProcess {
  #child;
  port;
  #said = '';

  /** @param {Command} command @param {number} port */
  constructor({ executable, args, env = {} }, port) {
    this.port = port;
    this.#child = spawn(executable, [...args], {
      env: { ...withoutOurSettings(process.env), NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#said = `${this.#said}${text}`.slice(-4000)));
    }
  }

  /** Resolves once it takes connections. @param {(port: number) => Command} makeCommand */
  static async start(makeCommand) {
    const port = await freePort();
    const server = new ServerProcess(makeCommand(port), port);
    const giveUpAt = performance.now() + startMsMax;
    while (!(await accepts(port))) {
      if (!server.isRunning || performance.now() > giveUpAt) {
        await server.kill();
        throw new Error(`The server did not start:\n${server.said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return server;
  }

  get pid() {
    return this.#child.pid ?? 0;
  }

  /** Its last words, on both streams. */
  get said() {
    return this.#said;
  }

  get isRunning() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Asks it to end, so that it writes what it has. */
  async stop() {
    if (this.isRunning) this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopMsMax);
    if (this.isRunning) await once(this.#child, 'exit');
    clearTimeout(timer);
  }

  async kill() {
    if (!this.isRunning) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

/** @param {NodeJS.ProcessEnv} env */
function withoutOurSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('SCRIPTORIUM_') && name !== 'NODE_OPTIONS'));
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/** @param {number} port @returns {Promise<boolean>} */
async function accepts(port) {
  return await new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
