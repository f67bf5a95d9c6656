/** Opens the database only where nothing is missing from it, and creates it only where nothing ever was. [S40–S47] */
import { PersistenceError } from '../persistence-error.ts';
import {
  type CommitMark,
  type CommitRing,
  firstMark,
  followingMark,
  isSameMark,
  readRing,
  ringError,
  ringRecord,
} from './commit-ring.ts';
import { asReadError } from './commit-log.ts';
import { type Database, isCorruption } from './database.ts';
import type { DatabasePresence, Disk } from './disk.ts';
import { type Format, formatRecord, formatVersion, readFormat, unreadableError } from './format-record.ts';
import { everything, ringRange } from './keys.ts';
import { deleteRecord } from './record.ts';
import { type Sentinel, behindSentinel, decodeSentinel, encodeSentinel } from './sentinel.ts';
import { findTableDamage } from './table-damage.ts';

export interface Opened {
  readonly database: Database;
  /** The commit that the ring began with. */
  readonly first: number;
  readonly last: CommitMark;
}

export interface OpenOptions {
  readonly onWarning: (message: string) => void;
}

/** Rejects with `PersistenceError`; nothing stays open then. */
export async function openChecked(disk: Disk, { onWarning }: OpenOptions): Promise<Opened> {
  const acceptsLoss = await disk.isLossAccepted();
  /** Refuses, or goes on where an operator said so. */
  const refuse = (error: PersistenceError): void => {
    if (!acceptsLoss) throw error;
    onWarning(`Accepted: ${error.message}`);
  };
  const sentinel = await readSentinel(disk, refuse);
  const presence = await disk.inspect();
  const create = mayCreate(disk.name, { sentinel, presence, refuse });
  if (create && sentinel !== 'creating') await disk.writeSentinel(encodeSentinel('creating'));
  const database = await disk.openDatabase({ create });
  try {
    // Only now: LevelDB has removed what a crash left of tables that it had not finished.
    const tables = await findTableDamage(disk);
    if (tables !== null) refuse(tables);
    const opened = await checkDatabase({ disk, database, sentinel, create, refuse });
    if (acceptsLoss) await disk.forgetAcceptance();
    return opened;
  } catch (error) {
    await database.close();
    throw isCorruption(error) ? unreadableError(disk.name, 'LevelDB can\'t read its own records') : asReadError(disk.name, error);
  }
}

type Refuse = (error: PersistenceError) => void;

/** Null where there is none, or where a damaged one was accepted. */
async function readSentinel(disk: Disk, refuse: Refuse): Promise<Sentinel | null> {
  const text = await disk.readSentinel();
  if (text === null) return null;
  const sentinel = decodeSentinel(text);
  if (sentinel === null) {
    refuse(
      new PersistenceError(
        'corrupt',
        `The sentinel file in ${disk.name} is damaged, so whether the database is whole can't be known; ` +
          'restore the data directory from a backup, or create the file accept-loss in it to go on with what is here.',
      ),
    );
  }
  return sentinel;
}

/** [S42–S44] */
function mayCreate(
  where: string,
  { sentinel, presence, refuse }: { sentinel: Sentinel | null; presence: DatabasePresence; refuse: Refuse },
): boolean {
  if (sentinel === 'creating') return true;
  if (presence === 'headless') {
    throw new PersistenceError(
      'missing',
      `The database in ${where} has lost its file CURRENT; restore the data directory from a backup, or move it away to start anew.`,
    );
  }
  if (sentinel === null && presence === 'present') {
    refuse(
      new PersistenceError(
        'missing',
        `The sentinel file in ${where} is missing, so whether the database is whole can't be known; ` +
          'put it back, or create the file accept-loss there to go on with what is here.',
      ),
    );
  }
  if (sentinel !== null && presence === 'absent') {
    refuse(
      new PersistenceError(
        'missing',
        `The database in ${where} is missing, but it was there before; ` +
          'restore the data directory from a backup, or create the file accept-loss there to start with an empty one.',
      ),
    );
  }
  return presence === 'absent';
}

async function checkDatabase(context: {
  disk: Disk;
  database: Database;
  sentinel: Sentinel | null;
  create: boolean;
  refuse: Refuse;
}): Promise<Opened> {
  const { disk, database, sentinel, create, refuse } = context;
  const format = (await readFormat(disk.name, database)) ?? (create ? await initialize(disk, database) : null);
  if (format === null) throw unreadableError(disk.name, 'its format record is missing');
  const { first } = format;
  const ring = await readRing(database, first);
  const mark = sentinel === 'creating' ? null : sentinel;
  let isWhole = true;
  if (ring.fault !== null) {
    isWhole = false;
    refuse(ringError(disk.name, ring.fault));
  }
  const behind = mark === null ? null : behindSentinel(disk.name, mark, ring);
  if (behind !== null) {
    isWhole = false;
    refuse(behind);
  }
  if (!isWhole) return restartRing(disk, database, { ring, sentinel: mark });
  const last = format.version < formatVersion ? await upgrade(database, first, ring.last) : ring.last;
  if (mark === null || !isSameMark(mark, last)) await disk.writeSentinel(encodeSentinel(last));
  return { database, first, last };
}

/** One commit, from which on older software leaves the database alone. [S22] */
async function upgrade(database: Database, first: number, last: CommitMark): Promise<CommitMark> {
  const operation = formatRecord(first);
  const mark = followingMark(last, [operation]);
  await database.batch([operation, ringRecord(mark)], { sync: true });
  return mark;
}

/** Commit 0. A database that was never finished holds nothing else. */
async function initialize(disk: Disk, database: Database): Promise<Format | null> {
  const others = await database.entries({ ...everything, limit: 1, keysOnly: true });
  if (others.length > 0) return null;
  await database.batch([formatRecord(firstMark.number), ringRecord(firstMark)], { sync: true });
  await disk.writeSentinel(encodeSentinel(firstMark));
  return { version: formatVersion, first: firstMark.number };
}

/** After an accepted loss: a new ring behind everything that either side knew. [S47] */
async function restartRing(
  disk: Disk,
  database: Database,
  { ring, sentinel }: { ring: CommitRing; sentinel: CommitMark | null },
): Promise<Opened> {
  const number = Math.max(ring.last.number, sentinel?.number ?? 0) + 1;
  const last: CommitMark = { number, hash: ring.last.hash };
  const old = await database.entries({ ...ringRange, keysOnly: true });
  const operations = old.map(({ key }) => deleteRecord(Buffer.from(key)));
  await database.batch([...operations, formatRecord(number), ringRecord(last)], { sync: true });
  await disk.writeSentinel(encodeSentinel(last));
  return { database, first: number, last };
}
