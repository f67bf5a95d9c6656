/** "5 minutes ago", in the reader's language; a date for what is older than a week. Pure. */

const units = [
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 7 * 86_400_000 },
] as const;

export interface RelativeTimeOptions {
  readonly now: number;
  readonly locale: string;
  readonly justNow: string;
}

export function relativeTime(time: Date, { now, locale, justNow }: RelativeTimeOptions): string {
  const age = now - time.getTime();
  // Clocks differ a little: what is a moment ahead is now.
  if (age < 60_000) return justNow;
  const step = units.find(({ below }) => age < below);
  if (step !== undefined) {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(age / step.ms), step.unit);
  }
  const isThisYear = new Date(now).getFullYear() === time.getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', ...year }).format(time);
}

/** The whole date and time, for the tooltip. */
export function fullTime(time: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(time);
}

/** The time of day. */
export function clockTime(time: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(time);
}
