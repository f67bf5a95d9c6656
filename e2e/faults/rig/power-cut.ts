/**
 * Plays a power cut on the files of a dead process: from what the shim wrote down it makes what a disk could hold that lost
 * everything it had not been told to sync.
 *
 * Content: each file ends at its size at its last sync (never synced: empty); with `garbage`, bytes that mean nothing follow where
 * something had been written behind it, and behind a log file in any case. A sync that failed counts as one after which nothing of
 * that file is ever synced: kernels drop the pages.
 * Names: in each directory creations, renames and removals happen in order, and the disk holds them up to a random one. A directory's
 * own sync covers what happened to its names before; a file's sync covers its creation, and that of the directory that it is in.
 * ext4, XFS and Btrfs keep more than this.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type Random, integerBelow } from '../../harness/random.ts';
import type { Watch } from './shim.ts';

/** Longest garbage behind a file that was whole. */
const garbageBytesMax = 4_096;

type NameChange =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'mkdir'; readonly path: string }
  | { readonly kind: 'rmdir'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string; readonly buried: string | null }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string; readonly buried: string | null };

interface Trace {
  readonly changes: readonly NameChange[];
  /** By directory: so many of the changes in it are on disk for certain. */
  readonly forced: ReadonlyMap<string, number>;
  /** By inode. */
  readonly syncedBytes: ReadonlyMap<string, number>;
  readonly syncs: number;
}

export interface Cut {
  readonly syncs: number;
  /** Bytes that were written and never synced. */
  readonly lostBytes: number;
  /** Creations, renames and removals that did not happen after all. */
  readonly undone: number;
}

/** What lies there before a process starts is on disk: its sizes by inode. */
export async function readBaseline(root: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const path of await filesBelow(root)) {
    const { ino, size } = await stat(path);
    sizes.set(String(ino), size);
  }
  return sizes;
}

export async function cutPower(
  { root, log, grave }: Watch,
  { baseline, random, garbage }: { baseline: ReadonlyMap<string, number>; random: Random; garbage: boolean },
): Promise<Cut> {
  const trace = parse(existsSync(log) ? await readFile(log, 'utf8') : '', { baseline, grave });
  let lostBytes = 0;
  for (const path of [...(await filesBelow(root)), ...(await filesBelow(grave))]) {
    const { ino, size } = await stat(path);
    const synced = Math.min(size, trace.syncedBytes.get(String(ino)) ?? 0);
    lostBytes += size - synced;
    await truncate(path, synced);
    const garbageBytes = path.endsWith('.log') ? Math.max(size - synced, garbageBytesMax) : size - synced;
    if (garbage && garbageBytes > 0) await appendFile(path, randomBytes(integerBelow(random, garbageBytes + 1)));
  }
  const undone = changesToUndo(trace, random);
  for (const change of undone) await undo(change);
  await rm(grave, { recursive: true, force: true });
  await rm(log, { force: true });
  return { syncs: trace.syncs, lostBytes, undone: undone.length };
}

/** The last one first. */
function changesToUndo({ changes, forced }: Trace, random: Random): readonly NameChange[] {
  const kept = new Map<string, number>();
  for (const [directory, ofOne] of groupByDirectory(changes)) {
    const least = forced.get(directory) ?? 0;
    kept.set(directory, least + integerBelow(random, ofOne.length - least + 1));
  }
  const seen = new Map<string, number>();
  const lost = changes.filter((change) => {
    const directory = directoryOf(change);
    const number = (seen.get(directory) ?? 0) + 1;
    seen.set(directory, number);
    return number > (kept.get(directory) ?? 0);
  });
  return lost.toReversed();
}

function groupByDirectory(changes: readonly NameChange[]): ReadonlyMap<string, readonly NameChange[]> {
  const groups = new Map<string, NameChange[]>();
  for (const change of changes) {
    const group = groups.get(directoryOf(change));
    if (group === undefined) groups.set(directoryOf(change), [change]);
    else group.push(change);
  }
  return groups;
}

function parse(text: string, { baseline, grave }: { baseline: ReadonlyMap<string, number>; grave: string }): Trace {
  const changes: NameChange[] = [];
  const synced = new Map(baseline);
  const broken = new Set<string>();
  /** By inode of a file, and by path of a directory: how it came to be. */
  const created = new Map<string, NameChange>();
  const counts = new Map<string, number>();
  const places = new Map<NameChange, number>();
  const forced = new Map<string, number>();
  let syncs = 0;
  const take = (change: NameChange): void => {
    const directory = directoryOf(change);
    const place = (counts.get(directory) ?? 0) + 1;
    counts.set(directory, place);
    places.set(change, place);
    changes.push(change);
  };
  const force = (change: NameChange | undefined): void => {
    if (change === undefined) return;
    const directory = directoryOf(change);
    forced.set(directory, Math.max(forced.get(directory) ?? 0, places.get(change) ?? 0));
    force(created.get(directory));
  };
  const note = (key: string, change: NameChange): void => {
    take(change);
    created.set(key, change);
  };
  const buriedAt = (name: string): string | null => (name.endsWith('-0') ? null : join(grave, name));
  // The last line may be torn: what it says had not returned.
  for (const line of text.split('\n').slice(0, -1)) {
    const [kind = '', first = '', second = '', third = ''] = line.split(' ');
    switch (kind) {
      case 'create':
        note(first, { kind, path: second });
        synced.set(first, 0);
        break;
      case 'truncate':
        synced.set(first, 0);
        break;
      case 'mkdir':
        note(first, { kind, path: first });
        break;
      case 'rmdir':
        take({ kind, path: first });
        break;
      case 'unlink':
        take({ kind, path: second, buried: buriedAt(first) });
        break;
      case 'rename':
        take({ kind, path: second, to: third, buried: buriedAt(first) });
        break;
      case 'sync':
        syncs += 1;
        force(created.get(first));
        if (!broken.has(first)) synced.set(first, Math.max(synced.get(first) ?? 0, Number(second)));
        break;
      case 'fail':
        broken.add(second);
        break;
      case 'dirsync':
        forced.set(third, counts.get(third) ?? 0);
        force(created.get(third));
        break;
      default:
        throw new Error(`The shim wrote a line that nobody understands: ${line}`);
    }
  }
  return { changes, forced, syncedBytes: synced, syncs };
}

/** Where the name appears or vanishes; a name that comes from elsewhere counts where it goes. */
function directoryOf(change: NameChange): string {
  return dirname(change.kind === 'rename' ? change.to : change.path);
}

async function undo(change: NameChange): Promise<void> {
  switch (change.kind) {
    case 'create':
    case 'mkdir':
      await rm(change.path, { recursive: true, force: true });
      return;
    case 'rmdir':
      await mkdir(change.path, { recursive: true });
      return;
    case 'unlink':
      if (change.buried !== null) await rename(change.buried, change.path);
      return;
    case 'rename':
      await rename(change.to, change.path);
      if (change.buried !== null) await rename(change.buried, change.to);
      return;
  }
}

async function filesBelow(directory: string): Promise<string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
