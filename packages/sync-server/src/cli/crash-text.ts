/** What verify prints where LevelDB ended the process that did the work. */

const what = 'LevelDB ends the process that reads its files, so they are damaged';
const advice = 'restore the data directory from a backup';

export function crashText(directory: string, { isJson, signal }: { readonly isJson: boolean; readonly signal: string }): string {
  const sentence = `${what} (${signal})`;
  if (isJson) {
    const damages = [{ document: null, what: sentence, advice }];
    return `${JSON.stringify({ directory, intact: false, damages, damagesTotal: 1 })}\n`;
  }
  return `database: ${sentence}; ${advice}.\n${directory} is damaged, and could not be checked to its end.\n`;
}
