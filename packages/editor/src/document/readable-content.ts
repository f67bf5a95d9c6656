/**
 * Reads a document that may be newer than this page: what the page does not know is left out, and the text in it is kept.
 * The shared document itself is only read: an editor bound to it would delete from it what it does not know. [P23, L9]
 */
import { type Attrs, Fragment, type Mark, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';

/** Elements inside each other; deeper ones are not shown. */
const depthMax = 64;

export function readableContent(body: Y.XmlFragment, schema: Schema): Node {
  const blocks = blocksOf(body, { schema, depth: 0 });
  const { topNodeType } = schema;
  const content = Fragment.from(blocks.length === 0 ? topNodeType.contentMatch.defaultType?.createAndFill() : blocks);
  return topNodeType.create(null, content);
}

interface Reading {
  readonly schema: Schema;
  readonly depth: number;
}

/** Nodes that may stand where blocks stand; what is unknown gives way to what is in it. */
function blocksOf(parent: Y.XmlFragment, reading: Reading): Node[] {
  const children: readonly unknown[] = parent.toArray();
  const line = inlineOf(children, reading);
  if (line.length > 0) return asBlocks(line, reading);
  return children.flatMap((child) => (child instanceof Y.XmlElement ? blockOf(child, reading) : []));
}

function blockOf(element: Y.XmlElement, { schema, depth }: Reading): Node[] {
  if (depth > depthMax) return [];
  const type = schema.nodes[element.nodeName];
  const inside: Reading = { schema, depth: depth + 1 };
  if (type === undefined) return blocksOf(element, inside);
  const content = type.isTextblock ? inlineOf(element.toArray(), inside) : blocksOf(element, inside);
  const node = nodeOf(type, { attrs: attrsOf(element, type), content });
  // A list without items, a table without rows: what is in them is shown as it can be.
  return node === null ? asBlocks(content, inside) : [node];
}

/** Text, and what stands in a line with it; empty where there is no text. */
function inlineOf(children: readonly unknown[], { schema }: Reading): Node[] {
  return children.flatMap((child) => {
    if (child instanceof Y.XmlText) return textOf(child, schema);
    if (!(child instanceof Y.XmlElement)) return [];
    const type = schema.nodes[child.nodeName];
    const node = type?.isInline === true ? nodeOf(type, { attrs: attrsOf(child, type), content: [] }) : null;
    return node === null ? [] : [node];
  });
}

function textOf(text: Y.XmlText, schema: Schema): Node[] {
  const delta: readonly { insert?: unknown; attributes?: Readonly<Record<string, unknown>> }[] = text.toDelta();
  return delta.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string' || insert === '') return [];
    const marks = Object.entries(attributes).flatMap(([name, attrs]): Mark[] => {
      // Overlapping marks of one type have a hash behind their name.
      const type = schema.marks[name.split('--')[0] ?? name];
      return type === undefined ? [] : [type.create(typeof attrs === 'object' ? attrs : null)];
    });
    return [schema.text(insert, marks)];
  });
}

function asBlocks(nodes: readonly Node[], { schema }: Reading): Node[] {
  const { paragraph } = schema.nodes;
  if (paragraph === undefined || nodes.length === 0) return [];
  return nodes.some((node) => node.isInline) ? [paragraph.create(null, nodes.filter((node) => node.isInline))] : [...nodes];
}

function attrsOf(element: Y.XmlElement, type: NodeType): Attrs {
  const known = Object.keys(type.spec.attrs ?? {});
  return Object.fromEntries(Object.entries(element.getAttributes() as Record<string, unknown>).filter(([name]) => known.includes(name)));
}

function nodeOf(type: NodeType, { attrs, content }: { readonly attrs: Attrs; readonly content: readonly Node[] }): Node | null {
  try {
    const node = type.createAndFill(attrs, Fragment.from(content));
    node?.check();
    return node;
  } catch {
    // An attribute that it does not allow, or content: shown as far as it can be.
    return null;
  }
}
