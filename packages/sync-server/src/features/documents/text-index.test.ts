/** The search says what a plain search of every text would say, and stays within its memory. [D3] */
import { expect, test } from 'vitest';
import { Random } from '../../room/testing/random.ts';
import { Catalog } from './catalog.ts';
import { excerptOf } from './excerpt.ts';
import { fold, termsOf } from './fold.ts';
import { Order, type Sort } from './order.ts';
import { Signatures } from './signature.ts';
import { TextIndex } from './text-index.ts';

const seed = 7_341;

test('[D3] no document is missed and none is too many, while texts come, change and go', () => {
  const random = new Random(seed);
  const pick = (text: string): string => text[random.below(text.length)] ?? '';
  const word = (): string => Array.from({ length: 1 + random.below(4) }, () => pick('abÄé東 \n')).join('');
  const index = new TextIndex();
  const texts = new Map<string, string>();
  for (let round = 0; round < 400; round++) {
    const id = `d${random.below(40)}`;
    if (random.below(5) === 0) {
      index.delete(id);
      texts.delete(id);
    } else {
      // Some are longer than a row of the signatures.
      const text = Array.from({ length: random.below(20) === 0 ? 6_000 : random.below(30) }, word).join(' ');
      index.set(id, text);
      texts.set(id, text);
    }
    const terms = termsOf(`${word()} ${word()}`);
    const finders = terms.map((term) => index.finder(term));
    for (const [known, text] of texts) {
      expect(finders.every(({ candidates, holds }) => candidates[index.numberOf(known)] === 1 && holds(known)), `seed ${seed}, round ${round}: ${JSON.stringify(terms)} in ${known}`).toBe(terms.every((term) => fold(text).includes(term)));
    }
  }
});

test('[D3] a term across the border of two rows is found', () => {
  const index = new TextIndex();
  // No piece of it is there twice: each row alone has to hold all of it.
  const needle = Array.from({ length: 64 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
  for (const at of [8_190, 8_191, 8_192, 8_193, 8_150, 16_380]) {
    index.set('doc', `${'x'.repeat(at)}${needle}${'y'.repeat(20_000)}`);
    expect(index.finder(needle.slice(0, 64)).holds('doc'), String(at)).toBe(true);
  }
});

test('[D3] beyond its memory a text is left out', () => {
  const index = new TextIndex({ unitsMax: 10 });
  expect(index.set('a', 'ten units.')).toBe(true);
  expect(index.set('b', 'x')).toBe(false);
  expect([index.finder('x').holds('b'), index.get('b').folded]).toEqual([false, '']);
  index.delete('a');
  expect(index.set('b', 'x')).toBe(true);
});

test('[D3] a long text is taken in by steps, and the last one counts', async () => {
  const index = new TextIndex();
  const long = (word: string): string => `${'filler é '.repeat(20_000)}${word}`;
  index.set('doc', 'before');
  const first = index.setInSteps('doc', long('first'));
  expect(index.finder('before').holds('doc')).toBe(true);
  const second = index.setInSteps('doc', long('second'));
  expect([await first, await second]).toEqual([false, true]);
  expect(['before', 'first', 'second', 'fillere'].map((term) => index.finder(term).holds('doc'))).toEqual([false, false, true, false]);
  expect(index.get('doc').folded).toBe(fold(long('second')));
  const gone = index.setInSteps('doc', long('third'));
  index.delete('doc');
  expect([await gone, index.has('doc')]).toEqual([false, false]);
});

test('[D3] rows that are given back are empty', () => {
  const signatures = new Signatures();
  signatures.release(signatures.add('one two three'));
  const [row = -1] = signatures.add('');
  const found: number[] = [];
  signatures.eachRowWith('two', (one) => found.push(one));
  expect([row, found.includes(row)]).toEqual([0, false]);
});

test.each<Sort>(['updated', 'title', 'id'])('[D2] pages by %s are the whole order, cut', (sort) => {
  const random = new Random(seed);
  const catalog = new Catalog();
  for (let index = 0; index < 300; index++) {
    const title = random.below(3) === 0 ? null : `T${random.below(20)}`;
    catalog.put({ documentId: `d${index}`, meta: { title, createdAt: 1, updatedAt: random.below(50), schemaVersion: 1 } });
  }
  const ask = (limit: number, after: ReturnType<Catalog['page']>['next']): ReturnType<Catalog['page']> => catalog.page({ limit, sort, query: '', filter: () => true, after });
  const whole = ask(300, null).entries.map(({ documentId }) => documentId);
  expect(new Set(whole).size).toBe(300);
  const paged: string[] = [];
  let page = ask(7, null);
  paged.push(...page.entries.map(({ documentId }) => documentId));
  while (page.next !== null) {
    page = ask(7, page.next);
    paged.push(...page.entries.map(({ documentId }) => documentId));
  }
  expect(paged).toEqual(whole);
});

test('[D3] an excerpt holds what was found, in a text of any length', () => {
  const text = `${'Früh am Morgen geht er. '.repeat(400)}Dann kommt das Boot.\n${'Und es ist Abend. '.repeat(400)}`;
  const excerpt = excerptOf({ text, folded: fold(text) }, ['boot']);
  expect(excerpt).toMatch(/Boot/);
  expect(excerpt?.length).toBeLessThan(180);
  expect(excerptOf({ text, folded: fold(text) }, ['nowhere'])).toBeNull();
});

test.each<Sort>(['updated', 'title', 'id'])('[D3] which terms are in which title, by %s, is known while titles come, change and go', (sort) => {
  const random = new Random(seed);
  const order = new Order(sort);
  const letters = ['a', 'b', 'ab', ' ', 'ba'];
  for (let round = 0; round < 300; round++) {
    const gone = order.entries[random.below(order.entries.length + 2)];
    if (gone !== undefined && random.below(3) === 0) order.remove(gone);
    const foldedTitle = fold(Array.from({ length: random.below(5) }, () => letters[random.below(letters.length)]).join(''));
    order.add({ documentId: `d${round}`, foldedTitle, number: round, meta: { title: foldedTitle, createdAt: 1, updatedAt: random.below(50), schemaVersion: 1 } });
    const terms = ['a', 'ab', 'bab'];
    const expected = order.entries.map((entry) => terms.reduce((bits, term, at) => bits | (entry.foldedTitle.includes(term) ? 1 << at : 0), 0));
    expect([...order.titlesWith(terms)], `seed ${seed}, round ${round}`).toEqual(expected);
  }
});

test('[D3] the number of an erased document is given to the next, which is found by its own text alone', () => {
  const catalog = new Catalog();
  const put = (documentId: string, text: string): void => {
    catalog.put({ documentId, meta: { title: documentId, createdAt: 1, updatedAt: 1, schemaVersion: 1 } });
    catalog.texts.set(documentId, text);
  };
  const find = (query: string): string[] => catalog.page({ limit: 9, sort: 'id', query, filter: () => true, after: null }).entries.map(({ documentId }) => documentId);
  put('x1', 'apples');
  put('x2', 'pears');
  catalog.erase('x1');
  put('x3', 'plums');
  expect([find('apples'), find('pears'), find('plums'), catalog.get('x3')?.number]).toEqual([[], ['x2'], ['x3'], 0]);
});
