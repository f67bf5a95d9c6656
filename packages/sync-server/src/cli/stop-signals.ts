/** SIGTERM and SIGINT: the first asks the server to stop, the second to stop at once. */

export type StopSignal = 'SIGTERM' | 'SIGINT';

/** As shells report a process that a signal has ended. */
export const exitCodes: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

export interface StopSignals {
  readonly first: Promise<{ readonly signal: StopSignal }>;
  readonly second: Promise<{ readonly kind: 'second-signal'; readonly signal: StopSignal; readonly exitCode: number }>;
  /** Stops listening. */
  close(): void;
}

export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
}

export function listenForStop(source: SignalSource): StopSignals {
  const first = defer<Awaited<StopSignals['first']>>();
  const second = defer<Awaited<StopSignals['second']>>();
  let isFirst = true;
  const hear = (signal: StopSignal) => (): void => {
    if (isFirst) first.resolve({ signal });
    else second.resolve({ kind: 'second-signal', signal, exitCode: exitCodes[signal] });
    isFirst = false;
  };
  const listeners = { SIGTERM: hear('SIGTERM'), SIGINT: hear('SIGINT') };
  source.on('SIGTERM', listeners.SIGTERM);
  source.on('SIGINT', listeners.SIGINT);
  return {
    first: first.promise,
    second: second.promise,
    close: () => {
      source.off('SIGTERM', listeners.SIGTERM);
      source.off('SIGINT', listeners.SIGINT);
    },
  };
}

function defer<Value>(): { readonly promise: Promise<Value>; resolve(value: Value): void } {
  let settle: ((value: Value) => void) | undefined;
  const promise = new Promise<Value>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}
