/** What a Y.Doc says, so that replicas can be compared: redundant formatting marks do not count. [J15] */
import * as Y from 'yjs';

type Content = string | number | boolean | null | undefined | readonly Content[] | { readonly [key: string]: Content };

export function contentOf(doc: Y.Doc): Content {
  return {
    body: nodesOf(doc.getXmlFragment('default')),
    title: textOf(doc.getText('title')),
    map: plain(doc.getMap('map').toJSON()),
    array: plain(doc.getArray('array').toJSON()),
  };
}

function nodesOf(node: Y.XmlFragment): Content {
  return node.toArray().map((child) => {
    if (child instanceof Y.XmlText) return textOf(child);
    if (child instanceof Y.XmlElement) {
      return { name: child.nodeName, attributes: plain(sorted(child.getAttributes())), children: nodesOf(child) };
    }
    return 'something else';
  });
}

/** A delta in which neighbours with the same attributes are one. */
function textOf(text: Y.Text): Content {
  const runs: { insert: string; attributes: string }[] = [];
  const delta: readonly { insert?: unknown; attributes?: object }[] = text.toDelta();
  for (const { insert, attributes } of delta) {
    const run = { insert: typeof insert === 'string' ? insert : JSON.stringify(insert), attributes: JSON.stringify(sorted(attributes ?? {})) };
    const last = runs.at(-1);
    if (last?.attributes === run.attributes && typeof insert === 'string') last.insert += run.insert;
    else runs.push(run);
  }
  return runs;
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function plain(value: unknown): Content {
  return JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (isObject(inner) ? sorted(inner) : inner))) as Content;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether anything in the doc waits for what it does not have. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** A fresh Y.Doc to which the updates were applied in order. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}
