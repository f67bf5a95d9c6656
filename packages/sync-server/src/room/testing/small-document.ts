/** A small document and what tests of admission ask about it. */
import * as Y from 'yjs';
import { admit, applyToIndex, liveLimits, type Admission, type AdmissionLimits, type AdmittedUpdate, type DocumentIndex } from '../admission.ts';
import { DeletedRanges } from '../deleted-ranges.ts';
import { craftUpdate, textItem, type CraftedContent, type CraftedStruct, type CraftedUpdate } from './craft-update.ts';

/** A document in which client 1 wrote `hello` and client 2 wrote `world` behind it. */
export function helloWorld(): DocumentIndex {
  const index: DocumentIndex = { stateVector: new Map(), deleted: new DeletedRanges() };
  applyToIndex(index, newOf(admit(index, HELLO_WORLD, liveLimits)));
  return index;
}

export const HELLO_WORLD: Uint8Array = craftUpdate({
  sections: [
    { client: 2, clock: 0, structs: [textItem('world', { origin: { client: 1, clock: 4 } })] },
    { client: 1, clock: 0, structs: [textItem('hello')] },
  ],
});

export function newOf(admission: Admission): AdmittedUpdate {
  if (admission.kind !== 'new') throw new Error(JSON.stringify(admission));
  return admission.admitted;
}

export function verdict(crafted: CraftedUpdate | Uint8Array, limits: AdmissionLimits = liveLimits): Admission {
  return admit(helloWorld(), crafted instanceof Uint8Array ? crafted : craftUpdate(crafted), limits);
}

export function item(content: CraftedContent): CraftedStruct {
  return { kind: 'item', parent: 't', content };
}

/** An update of client 3, which is new. */
export function by3(...structs: CraftedStruct[]): CraftedUpdate {
  return { sections: [{ client: 3, clock: 0, structs }] };
}

export function reasonOf(admission: Admission): string {
  return admission.kind === 'refused' ? admission.reason : `not refused, but ${admission.kind}`;
}

/** What the bytes hold, as Yjs reads them. */
export function shapeOf(update: Uint8Array): { structs: string[]; deleted: string[] } {
  const { structs, ds } = Y.decodeUpdate(update);
  return {
    structs: structs.map(({ id, length }) => `${id.client}:${id.clock}+${length}`),
    deleted: [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => `${client}:${clock}+${len}`)),
  };
}
