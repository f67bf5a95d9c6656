/** Who a person is to the others in a document, and which colour they get. Pure. */

/** What a tab says of its person, in the `user` field of its awareness state. */
export interface Person {
  /** The same in all tabs of one person. */
  readonly id: string;
  readonly name: string;
}

export interface ShownPerson extends Person {
  /** An index into the palette. */
  readonly colour: number;
}

/** A tab in the room, as far as colours are concerned. */
export interface ColourClaim {
  readonly clientId: number;
  readonly personId: string;
  readonly colour: number;
}

/** How many colours the palette has. */
export const colourCount = 14;

/** The most characters of a name that are shown or sent. */
export const personNameMax = 40;

/** The colour that a person gets wherever nobody else has it. */
export function preferredColour(personId: string): number {
  // FNV-1a: short, and spreads ids that differ in one character.
  let hash = 0x811c9dc5;
  for (let index = 0; index < personId.length; index += 1) {
    hash = Math.imul(hash ^ personId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % colourCount;
}

/**
 * The colour that the tab `self` should have now. Two tabs of a person agree on one; between two people the tab with the
 * smaller client id keeps a colour and the other takes the next free one, so that both come to rest.
 */
export function settleColour(self: ColourClaim, others: readonly ColourClaim[]): number {
  const sibling = others
    .filter((other) => other.personId === self.personId && other.clientId < self.clientId)
    .toSorted((a, b) => a.clientId - b.clientId)[0];
  if (sibling !== undefined) return sibling.colour;
  const strangers = others.filter((other) => other.personId !== self.personId);
  const isTaken = strangers.some((other) => other.colour === self.colour && other.clientId < self.clientId);
  if (!isTaken) return self.colour;
  const used = new Set(strangers.map((other) => other.colour));
  for (let step = 1; step < colourCount; step += 1) {
    const colour = (self.colour + step) % colourCount;
    if (!used.has(colour)) return colour;
  }
  return self.colour;
}

/** Decodes the `user` field of another tab, ours or any other page's; what is missing is filled in. */
export function readPerson(user: unknown, clientId: number): ShownPerson {
  const { id, name, paint } = typeof user === 'object' && user !== null ? (user as Record<string, unknown>) : {};
  const personId = typeof id === 'string' && id !== '' ? id : `client-${clientId}`;
  const isColour = typeof paint === 'number' && Number.isInteger(paint) && paint >= 0 && paint < colourCount;
  return {
    id: personId,
    name: typeof name === 'string' ? cleanName(name) : '',
    colour: isColour ? paint : preferredColour(personId),
  };
}

/** One line, no surrounding space, within the length. */
export function cleanName(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim().slice(0, personNameMax);
}
