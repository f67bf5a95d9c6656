/** Keys that are pressed in an element itself: React passes on those of an open menu too, which hangs elsewhere on the page. */
import type { KeyboardEvent } from 'react';

export function isOwnKey(event: KeyboardEvent, key: string): boolean {
  return event.key === key && event.target instanceof Node && event.currentTarget.contains(event.target);
}
