/** A person as a disc with initials, in their colour. */
import type { ReactElement } from 'react';

export interface AvatarProps {
  readonly name: string;
  /** An index into the palette. */
  readonly colour: number;
  readonly isAway?: boolean;
}

export function Avatar({ name, colour, isAway = false }: AvatarProps): ReactElement {
  return (
    // The letters are drawn by the style sheet: they are a picture of the name, not a text of the page.
    <span className={`avatar person-${colour}${isAway ? ' is-away' : ''}`} aria-hidden="true" data-initials={initials(name)} />
  );
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const segments = name.split(/\s+/).filter((word) => word !== '');
  const letters = [segments[0], segments.length > 1 ? segments.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
