/** What went wrong, said where a person looks first: in the test's output. */
import type { Findings } from './crowd.ts';

const tokensMax = 10;

export function sayFindings({ lost, lostFromSight, doubled, wrong }: Findings, sentences: readonly string[] = []): void {
  for (const [what, tokens] of Object.entries({ lost, lostFromSight, doubled, wrong })) {
    if (tokens.length > 0) console.log(`${what}, ${tokens.length}: ${tokens.slice(0, tokensMax).join(' ')}`);
  }
  for (const sentence of sentences) console.log(sentence);
}
