/** What verify prints where LevelDB ended the process that did the work. */
import type { Damage } from '../admin/verify.ts';

const what = 'LevelDB ends the process that reads its files, so they are damaged';
const advice = 'restore the data directory from a backup';

export interface Crash {
  readonly isJson: boolean;
  readonly signal: string;
  /** What is known without LevelDB; the other process has printed it already, unless it was to print one object. */
  readonly known: readonly Damage[];
}

export function crashText(directory: string, { isJson, signal, known }: Crash): string {
  const sentence = `${what} (${signal})`;
  if (isJson) {
    const damages = [...known, { document: null, what: sentence, advice }];
    return `${JSON.stringify({ directory, intact: false, damages, damagesTotal: damages.length })}\n`;
  }
  return `database: ${sentence}; ${advice}.\n${directory} is damaged, and could not be checked to its end.\n`;
}
