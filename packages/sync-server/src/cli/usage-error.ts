/** What a wrong command line is told. */

/** One sentence for standard error; exit code 2. */
export interface UsageError {
  readonly kind: 'usage-error';
  readonly message: string;
}

export function usageError(fault: string, command?: string): UsageError {
  const help = ['scriptorium', ...(command === undefined ? [] : [command]), '--help'].join(' ');
  return { kind: 'usage-error', message: `${fault}; ${help} lists what there is.` };
}
