/** The picture of an empty list: a sheet, ruled, with the first stroke on it. */
import type { ReactElement } from 'react';

export function EmptyDesk(): ReactElement {
  return (
    <svg className="empty-desk" viewBox="0 0 160 120" aria-hidden="true">
      <rect className="desk-back" x="52" y="12" width="72" height="94" rx="6" transform="rotate(7 88 59)" />
      <rect className="desk-sheet" x="40" y="12" width="74" height="96" rx="6" />
      <path className="desk-rule" d="M54 52h46M54 64h46M54 76h46M54 88h28" />
      <path className="desk-stroke" d="M54 36c5-9 9-9 10-3s4 5 8 0 6-5 8-1 5 3 9-2" />
    </svg>
  );
}
