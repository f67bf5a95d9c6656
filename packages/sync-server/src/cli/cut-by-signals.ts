/** A command's work as signals cut it off: the first aborts it, the second ends the process at once. */
import { exitCodes, listenForStop, type SignalSource, type StopSignal } from './stop-signals.ts';

export interface Cut {
  readonly by: StopSignal;
  readonly exitCode: number;
}

export interface CutBySignals {
  readonly signal: AbortSignal;
  /** Null as long as no signal has come. */
  readonly cut: () => Cut | null;
  /** Stops listening. */
  close(): void;
}

export function cutBySignals(process: SignalSource & { exit(code: number): void }): CutBySignals {
  const stop = listenForStop(process);
  const abort = new AbortController();
  let cut: Cut | null = null;
  const listen = async (): Promise<void> => {
    const { signal } = await stop.first;
    cut = { by: signal, exitCode: exitCodes[signal] };
    abort.abort(new Error(`stopped by ${signal}`));
    process.exit((await stop.second).exitCode);
  };
  // Never rejects, and waits for ever where no signal comes.
  void listen();
  return { signal: abort.signal, cut: () => cut, close: () => stop.close() };
}
