/** The server under test: a real process that is killed and started again on one port and one data directory. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Executable, type Exit } from '../../harness/executable.ts';

export interface TargetOptions {
  /** Where it runs; `data` is below it. */
  readonly cwd: string;
  /** In place of `cwd/data`. */
  readonly dataDirectory?: string;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** In place of the product's executable. */
  readonly script?: string;
}

/** What entry/server.mjs does beside serving. */
export type Plan = { readonly plant: 'no-sync' | 'ack-early' } | { readonly killAt: { readonly point: string; readonly pass: number } } | null;

const entry = fileURLToPath(new URL('../entry/server.mjs', import.meta.url));

/** The server with parts of it wrapped. */
export function planned(plan: Plan, env: Readonly<Record<string, string>> = {}): StartOptions {
  return { script: entry, env: { ...env, FAULTS_PLAN: JSON.stringify(plan ?? {}) } };
}

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly durationMs?: number;
}

const ready = /^scriptorium listening on http:\/\/\S+:(\d+)$/m;

export class TargetServer {
  readonly dataDirectory: string;
  readonly #cwd: string;
  #process: Executable | null = null;
  #port = 0;
  /** How long each opening of the store took, as the server logs it. */
  readonly openingsMs: number[] = [];
  /** From the start of the process until it listened. */
  readonly startsMs: number[] = [];

  constructor({ cwd, dataDirectory = join(cwd, 'data') }: TargetOptions) {
    this.#cwd = cwd;
    this.dataDirectory = dataDirectory;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#port}/ws`;
  }

  get isRunning(): boolean {
    return this.#process?.running ?? false;
  }

  /** Resolves when the present process has ended. */
  get exited(): Promise<Exit> {
    return this.#process?.exited ?? Promise.resolve({ code: null, signal: null });
  }

  /** What the present or last process logged at warning or above, in its words. */
  get complaints(): readonly string[] {
    return this.#lines.filter(({ level }) => level !== 'info' && level !== 'debug').map(({ level, msg }) => `${level}: ${msg}`);
  }

  /** Starts the process and does not wait for it. */
  spawn({ env = {}, script }: StartOptions = {}): void {
    const args = ['serve', '--host', '127.0.0.1', '--port', String(this.#port), '--data', this.dataDirectory];
    this.#process = new Executable({ args, cwd: this.#cwd, env, ...(script === undefined ? {} : { script }) });
  }

  /** Resolves when the server listens; gives its last words where it ended instead. */
  async start(options: StartOptions = {}): Promise<string | null> {
    const begun = performance.now();
    this.spawn(options);
    return await this.ready(begun);
  }

  async ready(begun: number): Promise<string | null> {
    const running = this.#process;
    if (running === null) return 'It was not started.';
    try {
      const [, port = ''] = await running.waitForOutput(ready);
      this.#port = Number(port);
    } catch {
      await running.exited;
      return running.stderr.trim().split('\n').at(-1) ?? '';
    }
    this.startsMs.push(performance.now() - begun);
    const opening = this.#lines.find(({ msg }) => msg === 'The store is open.');
    if (opening?.durationMs !== undefined) this.openingsMs.push(opening.durationMs);
    return null;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.#process?.kill(signal);
  }

  get #lines(): LogLine[] {
    const lines = (this.#process?.stderr ?? '').split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => JSON.parse(line) as LogLine);
  }
}
