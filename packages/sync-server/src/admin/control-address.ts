/** Where the control socket of a data directory is, also where that path is longer than the system takes. [S70] */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AdminError } from './admin-error.ts';

export const socketName = 'control.sock';

/** Of `sun_path`, with its ending null: 108 on Linux, 104 elsewhere. */
const pathBytesMax: number = process.platform === 'linux' ? 107 : 103;

export interface ControlAddress {
  /** The directory, by a name that leaves room for file names. */
  readonly directory: string;
  close(): Promise<void>;
}

/**
 * On Linux a directory that is open has a short name of its own, so that the socket lies in the data directory however long its
 * path is. A socket elsewhere, with a file that says where, would be a second thing to go stale and to guard.
 * Rejects with `unreachable` where there is no such name.
 */
export async function openControlAddress(directory: string): Promise<ControlAddress> {
  // A file in a directory of six random characters is the longest that is bound.
  const longest = join(directory, 'control-XXXXXX', 's');
  if (Buffer.byteLength(longest) <= pathBytesMax) return { directory, close: async () => {} };
  if (process.platform !== 'linux') {
    throw new AdminError('unreachable', `The path of ${directory} is too long for a socket in it; choose a shorter one to use commands while the server runs.`);
  }
  const handle = await open(directory, 'r');
  return { directory: `/proc/self/fd/${handle.fd}`, close: () => handle.close() };
}
