/** Runs the executable as a process of its own, and keeps what it says. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const executable = fileURLToPath(new URL('../../packages/sync-server/bin/scriptorium.js', import.meta.url));

export interface ExecutableOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In place of the executable: a script that takes the same arguments. */
  readonly script?: string;
}

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running process: what it wrote so far, and the promise of its end. */
export class Executable {
  readonly #child: ChildProcess;
  readonly exited: Promise<Exit>;
  #stdout = '';
  #stderr = '';

  constructor({ args, cwd, env = {}, script = executable }: ExecutableOptions) {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SCRIPTORIUM_'));
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    // `close` comes after both streams have ended, so that nothing of the last words is missed.
    this.exited = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves with the match once standard output holds one; throws when the process ends before. */
  async waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    const { stdout } = this.#child;
    return await new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(this.#stdout);
        if (match === null) return;
        stdout?.off('data', look);
        resolve(match);
      };
      stdout?.on('data', look);
      look();
      const giveUp = ({ code, signal }: Exit): void => {
        const said = `${this.#stdout}${this.#stderr}`;
        reject(new Error(`The process ended (${code ?? signal}) before it said ${pattern.source}.\n${said}`));
      };
      // Never rejects, and after a match nobody hears it.
      void this.exited.then(giveUp);
    });
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<Exit> {
    if (this.running) this.#child.kill(signal);
    return await this.exited;
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** Runs to the end. */
export async function runExecutable(options: ExecutableOptions): Promise<Exit & { stdout: string; stderr: string }> {
  const running = new Executable(options);
  const exit = await running.exited;
  return { ...exit, stdout: running.stdout, stderr: running.stderr };
}
