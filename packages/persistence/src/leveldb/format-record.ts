/** The format record: which format the database has, and with which commit its ring begins. [S22] [S24] [S39] */
import { PersistenceError } from '../persistence-error.ts';
import type { Database } from './database.ts';
import { formatKey } from './keys.ts';
import { type Operation, putRecord, readRecord } from './record.ts';

/** 1: without witnesses. 2: snapshots are whole, however large. */
export const formatVersion = 3;

export interface Format {
  readonly version: number;
  /** The first commit that the ring must hold. */
  readonly first: number;
}

/** Null where there is no format record. */
export async function readFormat(where: string, database: Database): Promise<Format | null> {
  const value = await database.get(formatKey);
  return value === null ? null : decodeFormat(where, value);
}

/** Throws `newer-format`, and `corrupt` where the record fails its check. */
export function decodeFormat(where: string, value: Uint8Array): Format {
  const record = readRecord(formatKey, value);
  if (record === null || record.payload.byteLength < 10) throw unreadableError(where, 'its format record fails its check');
  const payload = Buffer.from(record.payload);
  const version = payload.readUInt32BE(0);
  if (version > formatVersion) {
    throw new PersistenceError(
      'newer-format',
      `The database in ${where} has format ${version}, and this software knows formats up to ${formatVersion}; use the newer software.`,
    );
  }
  return { version, first: payload.readUIntBE(4, 6) };
}

/** Without its format record and its ring a database is not opened, whatever an operator accepts. [S47] */
export function unreadableError(where: string, fault: string): PersistenceError {
  const advice =
    'restore the data directory from a backup (the file accept-loss does not help here); ' +
    'without one, scriptorium backup saves what can still be read, and scriptorium restore makes a new directory of it';
  return new PersistenceError('corrupt', `The database in ${where} is damaged: ${fault}; ${advice}.`);
}

/** Of the present version. */
export function formatRecord(first: number, version: number = formatVersion): Operation {
  const payload = Buffer.alloc(10);
  payload.writeUInt32BE(version, 0);
  payload.writeUIntBE(first, 4, 6);
  return putRecord(formatKey, 0, payload);
}
