/** The person at this browser: a friendly name until they choose one, remembered. */
import { type Person, cleanName } from '../../sync/person.ts';

const storageKey = 'scriptorium.person';

export interface GuestWords {
  readonly adjectives: readonly string[];
  readonly animals: readonly string[];
}

/** The remembered person, or a new one, who is then remembered. `random` gives integers from 0 up to below its argument. */
export function readGuest(words: GuestWords, random: (below: number) => number, storage: Storage | null): Person {
  const known = parse(readItem(storage));
  if (known !== null) return known;
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
  const id = Array.from({ length: 4 }, () => random(2 ** 32).toString(36)).join('');
  const guest = { id, name: `${pick(words.adjectives)} ${pick(words.animals)}` };
  rememberGuest(guest, storage);
  return guest;
}

/** Remembers the name that the person has chosen, and gives it as the others see it. */
export function renameGuest(chosen: string, ...[words, random, storage]: Parameters<typeof readGuest>): string {
  const guest = { ...readGuest(words, random, storage), name: cleanName(chosen) };
  rememberGuest(guest, storage);
  return guest.name;
}

function rememberGuest(guest: Person, storage: Storage | null): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(guest));
  } catch {
    // A full or forbidden storage: the name lasts as long as the page.
  }
}

function readItem(storage: Storage | null): string | null {
  try {
    return storage?.getItem(storageKey) ?? null;
  } catch {
    return null;
  }
}

function parse(json: string | null): Person | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return null;
    const { id, name } = value;
    if (typeof id !== 'string' || typeof name !== 'string' || id === '' || cleanName(name) === '') return null;
    return { id, name: cleanName(name) };
  } catch {
    return null;
  }
}
