/** What time does to files: bits flip, ends are lost, blocks turn to zeros, names vanish. */
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Random, integerBelow } from '../../harness/random.ts';

const kinds = ['flip', 'flip', 'flip', 'flip', 'scatter', 'cut', 'cut', 'zero', 'delete'] as const;
type Kind = (typeof kinds)[number];
const blockBytes = 512;

/** Of a kind that is drawn, or that is given. Gives what was done, for a person. */
export async function damageOneOf(files: readonly string[], random: Random, given: Kind | null = null): Promise<string> {
  const file = files[integerBelow(random, files.length)];
  if (file === undefined) throw new Error('There is no file to damage.');
  const kind = given ?? kinds[integerBelow(random, kinds.length)] ?? 'flip';
  return `${kind} ${basename(file)}${await damage(file, kind, random)}`;
}

async function damage(file: string, kind: Kind, random: Random): Promise<string> {
  if (kind === 'delete') {
    await rm(file);
    return '';
  }
  const content = await readFile(file);
  const at = integerBelow(random, Math.max(1, content.byteLength));
  switch (kind) {
    case 'cut':
      await truncate(file, at);
      return ` at ${at} of ${content.byteLength}`;
    case 'flip':
      flip(content, at, random);
      break;
    case 'scatter':
      for (let count = 2 + integerBelow(random, 20); count > 0; count -= 1) flip(content, integerBelow(random, Math.max(1, content.byteLength)), random);
      break;
    case 'zero':
      content.fill(0, at, Math.min(at + blockBytes, content.byteLength));
      break;
  }
  await writeFile(file, content);
  return ` at ${at} of ${content.byteLength}`;
}

function flip(content: Buffer, at: number, random: Random): void {
  if (at < content.byteLength) content[at] = (content[at] ?? 0) ^ (1 << integerBelow(random, 8));
}
