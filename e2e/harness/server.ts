/** A real server process on a free port and a directory of its own. */
import { Executable, type Exit } from './executable.ts';

export interface ServerOptions {
  /** Where it runs; `./data` is below it. */
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>>;

const ready = /^scriptorium listening on (http:\/\/(\S+):(\d+))$/m;

/** A server that can be killed and started again where it was. */
export class Server {
  readonly #options: ServerOptions;
  #process: Executable;
  #port = 0;
  #host = '';

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#process = this.#spawn();
  }

  static async start(options: ServerOptions): Promise<Server> {
    const server = new Server(options);
    await server.#ready();
    return server;
  }

  /** `http://HOST:PORT`, as the server said it. */
  get url(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  /** What a y-websocket client is given as its server. */
  get wsUrl(): string {
    return `ws://${this.#host}:${this.#port}/ws`;
  }

  get port(): number {
    return this.#port;
  }

  get stdout(): string {
    return this.#process.stdout;
  }

  get stderr(): string {
    return this.#process.stderr;
  }

  /** The log so far: every line of standard error is one JSON object. */
  get log(): LogLine[] {
    const lines = this.stderr.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as LogLine);
  }

  get exited(): Promise<Exit> {
    return this.#process.exited;
  }

  async kill(signal: NodeJS.Signals): Promise<Exit> {
    return await this.#process.kill(signal);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.signal(signal);
  }

  /** Starts again on the same port and the same data; kills what still runs. */
  async restart(): Promise<void> {
    await this.close();
    this.#process = this.#spawn();
    await this.#ready();
  }

  /** No trace is left: not even a server that a test stopped with a signal that it then ignored. */
  async close(): Promise<void> {
    await this.#process.kill('SIGKILL');
  }

  #spawn(): Executable {
    const { cwd, args = [], env = {} } = this.#options;
    const port = args.includes('--port') ? [] : ['--port', String(this.#port)];
    return new Executable({ args: ['serve', ...port, ...args], cwd, env });
  }

  async #ready(): Promise<void> {
    const [, , host = '', port = ''] = await this.#process.waitForOutput(ready);
    this.#host = host;
    this.#port = Number(port);
  }
}
