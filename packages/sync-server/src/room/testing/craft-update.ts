/** Writes any update, sound or not, out of a description: what no Yjs client would send. */
import * as encoding from 'lib0/encoding';

export interface Id {
  readonly client: number;
  readonly clock: number;
}

export type CraftedContent =
  | { readonly kind: 'deleted'; readonly length: number }
  | { readonly kind: 'json'; readonly values: readonly string[] }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'embed'; readonly json: string }
  | { readonly kind: 'format'; readonly key: string; readonly json: string }
  | { readonly kind: 'type'; readonly type: number; readonly name?: string }
  | { readonly kind: 'any'; readonly values: readonly unknown[] }
  | { readonly kind: 'document'; readonly guid: string };

export type CraftedStruct =
  | { readonly kind: 'gc' | 'skip'; readonly length: number }
  | {
      readonly kind: 'item';
      readonly origin?: Id;
      readonly right?: Id;
      /** A root's name or an item. Written only where there is neither origin nor right origin. */
      readonly parent?: string | Id;
      readonly key?: string;
      readonly content: CraftedContent;
    };

export interface CraftedUpdate {
  readonly sections?: readonly { readonly client: number; readonly clock: number; readonly structs: readonly CraftedStruct[] }[];
  readonly deletions?: readonly { readonly client: number; readonly ranges: readonly (readonly [clock: number, length: number])[] }[];
}

export function craftUpdate({ sections = [], deletions = [] }: CraftedUpdate): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock, structs } of sections) {
    writeNumbers(encoder, structs.length, client, clock);
    for (const struct of structs) writeStruct(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletions.length);
  for (const { client, ranges } of deletions) {
    writeNumbers(encoder, client, ranges.length);
    for (const [clock, length] of ranges) writeNumbers(encoder, clock, length);
  }
  return encoding.toUint8Array(encoder);
}

/** An item under the root `t`, with text. */
export function textItem(text: string, names: { origin?: Id; right?: Id } = {}): CraftedStruct {
  return { kind: 'item', parent: 't', ...names, content: { kind: 'string', text } };
}

function writeStruct(encoder: encoding.Encoder, struct: CraftedStruct): void {
  if (struct.kind !== 'item') return writeNumbers(encoder, struct.kind === 'gc' ? 0 : 10, struct.length);
  const { origin, right, parent = 't', key, content } = struct;
  const flags = (origin === undefined ? 0 : 0x80) | (right === undefined ? 0 : 0x40) | (key === undefined ? 0 : 0x20);
  encoding.writeUint8(encoder, flags | REFS[content.kind]);
  if (origin !== undefined) writeNumbers(encoder, origin.client, origin.clock);
  if (right !== undefined) writeNumbers(encoder, right.client, right.clock);
  if (origin === undefined && right === undefined) {
    if (typeof parent === 'string') {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, parent);
    } else {
      writeNumbers(encoder, 0, parent.client, parent.clock);
    }
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  writeContent(encoder, content);
}

const REFS = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, format: 6, type: 7, any: 8, document: 9 } as const;

function writeContent(encoder: encoding.Encoder, content: CraftedContent): void {
  switch (content.kind) {
    case 'deleted':
      return encoding.writeVarUint(encoder, content.length);
    case 'json':
      encoding.writeVarUint(encoder, content.values.length);
      return content.values.forEach((value) => encoding.writeVarString(encoder, value));
    case 'binary':
      return encoding.writeVarUint8Array(encoder, content.bytes);
    case 'string':
      return encoding.writeVarString(encoder, content.text);
    case 'embed':
      return encoding.writeVarString(encoder, content.json);
    case 'format':
      encoding.writeVarString(encoder, content.key);
      return encoding.writeVarString(encoder, content.json);
    case 'type':
      encoding.writeVarUint(encoder, content.type);
      if (content.name !== undefined) encoding.writeVarString(encoder, content.name);
      return;
    case 'any':
      encoding.writeVarUint(encoder, content.values.length);
      return content.values.forEach((value) => encoding.writeAny(encoder, value as encoding.AnyEncodable));
    case 'document':
      encoding.writeVarString(encoder, content.guid);
      return encoding.writeAny(encoder, {});
  }
}

function writeNumbers(encoder: encoding.Encoder, ...numbers: readonly number[]): void {
  for (const number of numbers) encoding.writeVarUint(encoder, number);
}
