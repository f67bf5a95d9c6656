/** Folds updates that follow each other into one: sections of one client are put end to end, delete sets are united. [J6] */
import { DeletedRanges } from './deleted-ranges.ts';
import { partsOf, sectionFrom, type Section, type UpdateParts } from './section.ts';
import type { StateVector } from './state-vector.ts';
import { EMPTY_UPDATE, writeUpdate } from './update-writer.ts';

/**
 * Updates as they were admitted, in order: then no clock is missing or doubled, and copying bytes is a merge.
 * (`Y.mergeUpdates` decodes every struct and is quadratic in the number of updates.)
 */
export function foldUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  if (only === undefined) return EMPTY_UPDATE;
  return updates.length === 1 ? only : updateAbove(updates, new Map());
}

/** What a client with this state vector lacks of the updates: their structs from its clocks on, and all their deletions. */
export function updateAbove(updates: readonly Uint8Array[], vector: StateVector): Uint8Array {
  return foldParts(updates.map(partsOf), vector);
}

/** The same of updates that were taken apart already. */
export function foldParts(parts: readonly UpdateParts[], vector: StateVector): Uint8Array {
  const deleted = new DeletedRanges();
  for (const part of parts) deleted.addAll(DeletedRanges.decode(part.deleted));
  return writeUpdate(
    parts.flatMap(({ sections }) => sectionsAbove(sections, vector)),
    deleted.encode(),
  );
}

/** The parts of the sections that a client with this state vector lacks. */
export function sectionsAbove(sections: readonly Section[], vector: StateVector): readonly Section[] {
  return sections.flatMap((section) => sectionFrom(section, vector.get(section.client) ?? 0));
}
