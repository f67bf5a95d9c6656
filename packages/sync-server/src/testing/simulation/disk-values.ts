/** Keys and values in memory, as a database has them. */
import type { BatchOperation, Entry, EntryRange } from '@scriptorium/persistence';

export type Batch = readonly BatchOperation[];

/** By key in Latin-1, whose order is that of the bytes. */
export type Values = Map<string, Uint8Array>;

export function applyTo(values: Values, batch: Batch): void {
  for (const { key, value } of batch) {
    if (value === null) values.delete(textOf(key));
    else values.set(textOf(key), value);
  }
}

export function entriesOf(values: Values, { gte, lt, limit = -1, reverse = false, keysOnly = false, jump }: EntryRange): Entry[] {
  const [from, to] = [textOf(gte), textOf(lt)];
  const keys = [...values.keys()].filter((key) => key >= from && key < to).toSorted();
  if (reverse) keys.reverse();
  const entries: Entry[] = [];
  let next = '';
  for (const text of keys) {
    if (limit >= 0 && entries.length >= limit) break;
    if (text < next) continue;
    const key = Buffer.from(text, 'latin1');
    entries.push({ key, value: keysOnly ? new Uint8Array(0) : (values.get(text)?.slice() ?? new Uint8Array(0)) });
    if (jump !== undefined) next = textOf(jump(key));
  }
  return entries;
}

export function textOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}
