/** The list of proofs: a new one is a file beside this, and a line here. */
import type { Part } from '../part.ts';
import { admission } from './admission.ts';
import { eio } from './eio.ts';
import { full } from './full.ts';
import { fuzz } from './fuzz.ts';
import { kill } from './kill.ts';
import { crashPoints } from './points.ts';
import { power } from './power.ts';
import { rot } from './rot.ts';
import { simulation } from './simulation.ts';
import { slowReaders } from './slow-readers.ts';
import { soak } from './soak.ts';

export const parts: readonly Part[] = [kill, power, eio, full, rot, crashPoints, admission, fuzz, simulation, slowReaders, soak];
