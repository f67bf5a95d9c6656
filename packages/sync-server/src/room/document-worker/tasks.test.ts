/** What the worker makes of bytes, and what it does not let pass. */
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { DeletedRanges } from '../deleted-ranges.ts';
import type { CompactionInput } from '../document-state.ts';
import { craftUpdate, textItem } from '../testing/craft-update.ts';
import { contentOf, docOf } from '../testing/document-content.ts';
import { isSameDocument } from './same-document.ts';
import { compact, describe as describeUpdates, diff, setTitle } from './tasks.ts';

function sampleDoc(): Y.Doc {
  const doc = new Y.Doc();
  const [title, body] = [doc.getText('title'), doc.getXmlFragment('default')];
  title.insert(0, '  On rivers ');
  const paragraph = new Y.XmlElement('paragraph');
  const list = new Y.XmlElement('bulletList');
  const item = new Y.XmlElement('listItem');
  paragraph.insert(0, [new Y.XmlText('All rivers run')]);
  item.insert(0, [new Y.XmlText('into the sea.')]);
  list.insert(0, [item]);
  body.insert(0, [paragraph, list]);
  const text = paragraph.get(0);
  if (text instanceof Y.XmlText) text.format(4, 6, { bold: true });
  title.delete(0, 1);
  return doc;
}

function inputOf(doc: Y.Doc, changes: Partial<CompactionInput> = {}): CompactionInput {
  const update = Y.encodeStateAsUpdate(doc);
  return {
    updates: [update],
    throughSequence: 1,
    stateVector: Y.encodeStateVector(doc),
    deletedRanges: new DeletedRanges().encode(),
    ...changes,
  };
}

describe('[F4] the files that a document refers to', () => {
  const idOf = (index: number): string => String(index).padStart(43, '0');
  const addressOf = (index: number): string => `https://example.org/api/files/${idOf(index)}?inline`;
  const withImage = (index: number): Y.XmlElement => {
    const image = new Y.XmlElement('image');
    image.setAttribute('src', addressOf(index));
    return image;
  };
  const filesOf = (doc: Y.Doc): readonly string[] => describeUpdates([Y.encodeStateAsUpdate(doc)]).files;

  test('are those in its attributes and links, each once', () => {
    const doc = new Y.Doc();
    const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()];
    doc.getXmlFragment('default').insert(0, [paragraph, withImage(1), withImage(1)]);
    paragraph.insert(0, [text]);
    text.insert(0, 'here', { link: { href: addressOf(2) } });
    text.insert(4, ` and ${addressOf(3)}`, { link: null });
    expect(filesOf(doc).toSorted()).toEqual([idOf(1), idOf(2)]);
  });

  test('are found however deep they lie', () => {
    const doc = new Y.Doc();
    let inner = withImage(1);
    for (let depth = 0; depth < 200; depth++) {
      const outer = new Y.XmlElement(depth % 2 === 0 ? 'listItem' : 'bulletList');
      outer.insert(0, [inner]);
      inner = outer;
    }
    doc.getXmlFragment('default').insert(0, [inner]);
    expect(filesOf(doc)).toEqual([idOf(1)]);
  });

  test.each([10_000, 10_001])('are 10,000 at most, and that there are more is said: of %i', (count) => {
    const doc = new Y.Doc();
    doc.getXmlFragment('default').insert(0, Array.from({ length: count + 1 }, (_, index) => withImage(index % count)));
    const { files, hasMoreFiles } = describeUpdates([Y.encodeStateAsUpdate(doc)]);
    expect([files.length, hasMoreFiles]).toEqual([10_000, count > 10_000]);
  });
});

describe('[J10] [J11] compaction', () => {
  test('gives a snapshot that is the document, with its index and description', () => {
    const doc = sampleDoc();
    const outcome = compact(inputOf(doc));
    if (outcome.kind !== 'compacted') throw new Error(outcome.reason);
    const { snapshot, description } = outcome.result;
    expect(contentOf(docOf([snapshot.update]))).toEqual(contentOf(doc));
    expect(snapshot.stateVector).toEqual(Y.encodeStateVector(doc));
    expect(DeletedRanges.decode(snapshot.deletedRanges).has(doc.clientID, 0)).toBe(true);
    expect(description).toEqual({ title: 'On rivers', text: 'All rivers run\ninto the sea.', files: [], hasMoreFiles: false, words: 6, characters: 27 });
  });

  test('forgets deleted text', () => {
    const doc = new Y.Doc({ gc: false });
    doc.getText('title').insert(0, 'x'.repeat(10_000));
    doc.getText('title').delete(0, 9_999);
    const outcome = compact(inputOf(doc));
    if (outcome.kind !== 'compacted') throw new Error(outcome.reason);
    expect(outcome.result.snapshot.update.byteLength).toBeLessThan(100);
  });

  test.each<[string, Partial<CompactionInput>, string]>([
    ['something waits', { updates: [craftUpdate({ deletions: [{ client: 1, ranges: [[0, 1]] }] })] }, 'wait for others'],
    ['the state vector is another', { stateVector: Uint8Array.of(1, 1, 1) }, 'another state vector'],
    ['a deletion is lost', { deletedRanges: Uint8Array.of(1, 1, 1, 0, 1) }, 'lacks 1 ranges'],
  ])('is rejected if %s', (_name, changes, reason) => {
    const outcome = compact(inputOf(sampleDoc(), changes));
    expect(outcome.kind === 'rejected' ? outcome.reason : '').toContain(reason);
  });

  test('is rejected if the snapshot changes when it is loaded again: a long map entry that does not say so [A11]', () => {
    const entry = (clock: number): { client: number; clock: number } => ({ client: 5, clock });
    const update = craftUpdate({
      sections: [
        {
          client: 5,
          clock: 0,
          structs: [
            { kind: 'item', parent: 'map', key: 'k', content: { kind: 'json', values: ['1'] } },
            { kind: 'item', origin: entry(0), content: { kind: 'any', values: [1, 2, 3] } },
          ],
        },
      ],
      deletions: [{ client: 5, ranges: [[3, 1]] }],
    });
    const outcome = compact(inputOf(docOf([update]), { updates: [update] }));
    expect(outcome).toEqual({ kind: 'rejected', reason: 'The snapshot changes when it is loaded again.' });
  });

  test('does not mind where structs are split', () => {
    const whole = craftUpdate({ sections: [{ client: 1, clock: 0, structs: [textItem('hello')] }] });
    const split = craftUpdate({ sections: [{ client: 1, clock: 0, structs: [textItem('he'), textItem('llo', { origin: { client: 1, clock: 1 } })] }] });
    const other = craftUpdate({ sections: [{ client: 1, clock: 0, structs: [textItem('he'), textItem('llo')] }] });
    expect([isSameDocument(whole, split), isSameDocument(whole, other)]).toEqual([true, false]);
  });
});

describe('[J13] descriptions', () => {
  test('of an empty document have no title', () => {
    expect(describeUpdates([])).toEqual({ title: null, text: '', files: [], hasMoreFiles: false, words: 0, characters: 0 });
  });

  test('bound the title to 500 units and do not cut a pair in two', () => {
    const doc = new Y.Doc();
    doc.getText('title').insert(0, `${'x'.repeat(499)}😀`);
    const { title } = describeUpdates([Y.encodeStateAsUpdate(doc)]);
    expect(title?.length).toBe(500);
    expect(title?.isWellFormed()).toBe(true);
  });

  test('bound the depth: a document nested 5,000 deep is read, up to 64', () => {
    const structs = Array.from({ length: 5_000 }, (_, clock) => ({
      kind: 'item' as const,
      parent: clock === 0 ? 'default' : { client: 1, clock: clock - 1 },
      content: { kind: 'type' as const, type: 3, name: 'div' },
    }));
    expect(describeUpdates([craftUpdate({ sections: [{ client: 1, clock: 0, structs }] })]).text).toBe('');
  });

  test('bound the text to 4 Mi units', () => {
    const doc = new Y.Doc();
    const block = new Y.XmlElement('paragraph');
    doc.getXmlFragment('default').insert(0, [block]);
    block.insert(0, [new Y.XmlText('x'.repeat(4 * 1024 * 1024 + 1))]);
    expect(describeUpdates([Y.encodeStateAsUpdate(doc)]).text.length).toBe(4 * 1024 * 1024);
  });
});

describe('[J3] [J14] other tasks', () => {
  test('diff gives what a client lacks', () => {
    const doc = sampleDoc();
    const early = docOf([Y.encodeStateAsUpdate(doc)]);
    doc.getText('title').insert(0, 'Notes: ');
    Y.applyUpdate(early, diff([Y.encodeStateAsUpdate(doc)], Y.encodeStateVector(early)));
    expect(contentOf(early)).toEqual(contentOf(doc));
  });

  test('setTitle gives an update under a client of its own, and null if nothing changes', () => {
    const updates = [Y.encodeStateAsUpdate(sampleDoc())];
    const change = setTitle(updates, 'On lakes');
    if (change === null) throw new Error('no change');
    expect(docOf([...updates, change]).getText('title').toString()).toBe('On lakes');
    const clients = Y.decodeUpdate(change).structs.map(({ id }) => id.client);
    expect(Y.decodeStateVector(Y.encodeStateVectorFromUpdate(updates[0] ?? change)).has(clients[0] ?? -1)).toBe(false);
    expect(setTitle([...updates, change], 'On lakes')).toBeNull();
    expect(docOf([setTitle([], 'New') ?? change]).getText('title').toString()).toBe('New');
  });
});
