/** Persons out of tabs: who has the document open twice is one person. Pure. */
import type { Participant } from '../../sync/presence.ts';

/** The most avatars that stand side by side; the rest is a number. */
export const avatarsMax = 6;

/** One of each person: of several tabs the one that is connected and was active last, as the list comes sorted. */
export function peopleOf(participants: readonly Participant[]): readonly Participant[] {
  const people = new Map<string, Participant>();
  for (const participant of participants) {
    const known = people.get(participant.id);
    if (known === undefined || (known.isAway && !participant.isAway)) people.set(participant.id, participant);
  }
  return [...people.values()];
}

export interface AvatarRow {
  readonly shown: readonly Participant[];
  readonly rest: readonly Participant[];
}

/** Oneself is always among those shown, the first. */
export function avatarRow(people: readonly Participant[]): AvatarRow {
  return { shown: people.slice(0, avatarsMax), rest: people.slice(avatarsMax) };
}
