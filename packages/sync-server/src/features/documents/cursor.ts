/** The cursor of a page: where the one before it ended. It tells nobody what it is made of, so that this may change. */
import type { Place } from './catalog.ts';
import type { Sort } from './order.ts';

const keyTypes: Readonly<Record<Sort, 'number' | 'string'>> = { updated: 'number', title: 'string', id: 'string' };

export function encodeCursor(place: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify(place));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Null where it is none of this order. */
export function decodeCursor(cursor: string, sort: Sort): Place | null {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    const place: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!Array.isArray(place) || place.length !== 3) return null;
    const [rank, key, documentId]: unknown[] = place;
    const isKey = typeof key === keyTypes[sort] && (typeof key === 'number' || typeof key === 'string');
    return typeof rank === 'number' && isKey && typeof documentId === 'string' ? [rank, key, documentId] : null;
  } catch {
    return null;
  }
}
