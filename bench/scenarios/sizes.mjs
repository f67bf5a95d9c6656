// The documents that scenarios start from, and who takes part.
// @ts-check
import { novelKeystrokes } from '../work/base-document.mjs';

/** @typedef {{ isQuick: boolean, rounds: number, fewRounds: number, times: { warmSeconds: number, windowSeconds: number, trace: string | null } }} Tier */

/** About 10 KB. */
export const page = { keystrokes: 8_700 };
/** About 300 KB. */
export const novel = { keystrokes: novelKeystrokes };

export const everyone = ['ours', 'y-websocket', 'y-websocket-leveldb', 'hocuspocus', 'hocuspocus-sqlite', 'relay', 'relay-leveldb'];
export const stored = ['ours', 'y-websocket-leveldb', 'hocuspocus-sqlite'];
