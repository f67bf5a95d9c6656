/** The cursor of a page: where the one before it ended. It tells nobody what it is made of, so that this may change. */
import type { Place, Sort } from './catalog.ts';

const shapes: Readonly<Record<Sort, readonly ('number' | 'string')[]>> = {
  updated: ['number', 'number', 'string'],
  title: ['number', 'string', 'string'],
  id: ['number', 'string'],
};

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
    const shape = shapes[sort];
    if (!Array.isArray(place) || place.length !== shape.length) return null;
    return place.every((part: unknown, index) => typeof part === shape[index]) ? place : null;
  } catch {
    return null;
  }
}
