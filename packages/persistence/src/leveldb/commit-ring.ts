/** The commit ring: number and running hash of the last commits, and the proof that none is missing. [S36–S38] */
import { hash } from 'node:crypto';
import { PersistenceError } from '../persistence-error.ts';
import type { Database, Entry } from './database.ts';
import { asBuffer, ringKey, ringRange, ringSlots } from './keys.ts';
import { type Operation, putRecord, readRecord } from './record.ts';

/** One commit, named so that no other commit of any history has the same name. */
export interface CommitMark {
  readonly number: number;
  /** 32 hexadecimal digits. */
  readonly hash: string;
}

export const firstMark: CommitMark = { number: 0, hash: '0'.repeat(32) };

/** The mark of the commit that follows `last` and holds these operations. */
export function followingMark(last: CommitMark, operations: readonly Operation[]): CommitMark {
  const number = last.number + 1;
  const bytes = Buffer.allocUnsafe(16 + 6 + 4 * operations.length);
  bytes.write(last.hash, 'hex');
  bytes.writeUIntBE(number, 16, 6);
  let offset = 22;
  for (const { check } of operations) offset = bytes.writeUInt32BE(check, offset);
  return { number, hash: hash('sha256', bytes, 'hex').slice(0, 32) };
}

export function isSameMark(one: CommitMark, other: CommitMark): boolean {
  return one.number === other.number && one.hash === other.hash;
}

export function ringRecord(mark: CommitMark): Operation {
  return putRecord(ringKey(mark.number), mark.number, Buffer.from(mark.hash, 'hex'));
}

export interface CommitRing {
  readonly last: CommitMark;
  /** Null for a commit that the ring no longer holds. */
  hashAt(commitNumber: number): string | null;
  /** What is missing, in words; null where the ring is whole. */
  readonly fault: string | null;
}

/** `first`: the commit that the ring began with. */
export async function readRing(database: Database, first: number): Promise<CommitRing> {
  return ringOf(await database.entries(ringRange), first);
}

/** The same over entries that were read before. */
export function ringOf(entries: readonly Entry[], first: number): CommitRing {
  const hashes = new Map<number, Uint8Array>();
  let lastNumber = -1;
  for (const { key, value } of entries) {
    const record = readRecord(key, value);
    if (record === null) continue;
    hashes.set(record.sequence, record.payload);
    lastNumber = Math.max(lastNumber, record.sequence);
  }
  const hashAt = (commitNumber: number): string | null => {
    const found = hashes.get(commitNumber);
    return found === undefined ? null : asBuffer(found).toString('hex');
  };
  return {
    last: { number: Math.max(lastNumber, 0), hash: hashAt(lastNumber) ?? firstMark.hash },
    hashAt,
    fault: faultOf(hashes, { first, last: lastNumber }),
  };
}

function faultOf(hashes: ReadonlyMap<number, unknown>, { first, last }: { first: number; last: number }): string | null {
  if (last < first) return 'its commit ring is empty';
  const oldest = Math.max(first, last - ringSlots + 1);
  let missing = 0;
  let firstMissing = -1;
  for (let number = oldest; number <= last; number++) {
    if (hashes.has(number)) continue;
    if (missing === 0) firstMissing = number;
    missing++;
  }
  if (missing > 0) return `${missing} of its commits ${oldest} to ${last} are missing, the first of them ${firstMissing}`;
  return null;
}

export function ringError(where: string, fault: string): PersistenceError {
  return new PersistenceError(
    'corrupt',
    `The database in ${where} is damaged: ${fault}; restore the data directory from a backup, ` +
      'or create the file accept-loss in it to go on without what is lost.',
  );
}
