/** What there is to tell about the people between two looks at them. Pure. */
import type { Participant } from '../../sync/presence.ts';

export interface PresenceNews {
  readonly joined: readonly Participant[];
  readonly left: readonly Participant[];
}

/** Of persons, not of tabs; whose connection is lost has not left. */
export function newsOf(before: readonly Participant[], after: readonly Participant[]): PresenceNews {
  const missing = (people: readonly Participant[], from: readonly Participant[]): Participant[] =>
    people.filter(({ id, isSelf }) => !isSelf && !from.some((other) => other.id === id));
  return { joined: missing(after, before), left: missing(before, after) };
}
