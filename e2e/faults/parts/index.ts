/** The list of proofs: a new one is a file beside this, and a line here. */
import type { Part } from '../part.ts';
import { eio } from './eio.ts';
import { kill } from './kill.ts';
import { power } from './power.ts';

export const parts: readonly Part[] = [kill, power, eio];
