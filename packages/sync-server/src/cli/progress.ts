/** How far a command is, on standard error: a bar for a person, a line now and then for a log. */

/** A command that ends sooner says nothing. */
export const quietMs = 1_000;
export const redrawMs = 100;
export const lineMs = 5_000;

export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface ProgressStep {
  /** What is being done: `Checking documents`. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Between the counts: `1,234 of 5,678`, or bytes. */
  readonly unit: 'count' | 'bytes';
}

export class Progress {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  readonly #begunAt: number;
  #saidAt: number | null = null;
  #isDrawn = false;

  constructor({ output, now }: { readonly output: ProgressOutput; readonly now: () => number }) {
    this.#output = output;
    this.#now = now;
    this.#begunAt = now();
  }

  /** Call it as often as there is something new. */
  show(step: ProgressStep): void {
    const now = this.#now();
    if (now - this.#begunAt < quietMs) return;
    const isTTY = this.#output.isTTY === true;
    if (this.#saidAt !== null && now - this.#saidAt < (isTTY ? redrawMs : lineMs)) return;
    this.#saidAt = now;
    if (isTTY) this.#output.write(`\r${renderBar(step, (this.#output.columns ?? 80) - 1)}\u001b[K`);
    else this.#output.write(`${renderLine(step)}\n`);
    this.#isDrawn = isTTY;
  }

  /** Takes the bar away; before anything else is written. */
  clear(): void {
    if (this.#isDrawn) this.#output.write('\r\u001b[K');
    this.#isDrawn = false;
  }
}

export function renderLine({ label, done, total, unit }: ProgressStep): string {
  return `${label}: ${percent(done, total)} (${amount(done, unit)} of ${amount(total, unit)})`;
}

const barWidth = 24;

/** In at most so many columns. */
export function renderBar(step: ProgressStep, columns: number): string {
  const filled = Math.round(share(step.done, step.total) * barWidth);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
  return `${bar} ${renderLine(step)}`.slice(0, Math.max(0, columns));
}

export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

function amount(value: number, unit: ProgressStep['unit']): string {
  return unit === 'bytes' ? formatBytes(value) : formatCount(value);
}

/** What is written meanwhile may make more of it than was counted. */
function share(done: number, total: number): number {
  return total <= 0 ? 0 : Math.min(1, done / total);
}

function percent(done: number, total: number): string {
  return `${Math.floor(share(done, total) * 100)} %`;
}
