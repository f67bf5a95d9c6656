/** Pictures for the eye, in the directory that LOOKS names; without it there are none. */
import { mkdir } from 'node:fs/promises';
import type { Person } from './person.ts';

const directory = process.env['LOOKS'];

export async function look({ page }: Person, name: string): Promise<void> {
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: `${directory}/${name}.png` });
}
