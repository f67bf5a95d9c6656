/** Awareness states in messages that every provider can send back: one that is told of many at once echoes them all in one. [P17] */
import type { AwarenessEntry, AwarenessMessage } from '@scriptorium/protocol';

const entriesPerMessageMax = 250;
/** UTF-16 units of JSON, each at most three bytes; a single state may have more. */
const lengthPerMessageMax = 64 * 1024;

/** Empty where there is nothing to tell. */
export function awarenessMessages(entries: readonly AwarenessEntry[]): AwarenessMessage[] {
  const messages: AwarenessMessage[] = [];
  let group: AwarenessEntry[] = [];
  let length = 0;
  for (const entry of entries) {
    const added = entry.state?.length ?? 0;
    if (group.length > 0 && (group.length === entriesPerMessageMax || length + added > lengthPerMessageMax)) {
      messages.push({ type: 'awareness', entries: group });
      group = [];
      length = 0;
    }
    group.push(entry);
    length += added;
  }
  if (group.length > 0) messages.push({ type: 'awareness', entries: group });
  return messages;
}
