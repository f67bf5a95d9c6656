/** Random histories of honest people: whatever they do, everybody ends with the same document. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import failed from './testing/failed-seeds.json' with { type: 'json' };
import { craftUpdate, type CraftedStruct } from './testing/craft-update.ts';
import { contentOf, docOf } from './testing/document-content.ts';
import { runHonestHistory } from './testing/honest-history.ts';
import { seedsOf } from './testing/random.ts';

const seeds = seedsOf({ count: 60, failed: failed.histories, env: 'FUZZ_SEEDS' });

describe(`honest histories from seed ${seeds[failed.histories.length] ?? seeds[0]}`, () => {
  test('[A1] [J1] [J15] replicas, joiners and reopened relays agree, are quiet within six rounds, and nothing waits', () => {
    for (const seed of seeds) {
      expect(() => runHonestHistory({ seed }), `SEED=${seed}`).not.toThrow();
    }
  });
});

describe('[J15] two replicas are the same', () => {
  function written(write: (text: Y.Text) => void): unknown {
    const doc = new Y.Doc();
    write(doc.getText('title'));
    return contentOf(doc);
  }
  const plain = written((text) => text.insert(0, 'ink'));

  test('when they say the same, whatever redundant marks they hold', () => {
    const at = (clock: number): { origin: { client: number; clock: number } } => ({ origin: { client: 1, clock } });
    const structs: CraftedStruct[] = [
      { kind: 'item', parent: 'title', content: { kind: 'string', text: 'i' } },
      { kind: 'item', ...at(0), content: { kind: 'format', key: 'bold', json: 'null' } },
      { kind: 'item', ...at(1), content: { kind: 'string', text: 'nk' } },
    ];
    const marked = docOf([craftUpdate({ sections: [{ client: 1, clock: 0, structs }] })]);
    expect(marked.getText('title').toDelta()).toHaveLength(2);
    expect(contentOf(marked)).toEqual(plain);
  });

  test.each<[string, (text: Y.Text) => void]>([
    ['a letter', (text) => text.insert(0, 'inks')],
    ['a format', (text) => text.insert(0, 'ink', { bold: true })],
    ['where a format ends', (text) => (text.insert(0, 'ink'), text.format(0, 2, { bold: true }))],
  ])('and not when they differ in %s', (_what, write) => {
    expect(written(write)).not.toEqual(plain);
  });
});
