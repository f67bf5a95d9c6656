import { describe, expect, it } from 'vitest';
import { isObjectAsWritten } from './json-as-written.ts';

const cursor = '{"user":{"name":"José 🖋","color":"#5b8def"},"cursor":{"anchor":{"type":null,"item":{"client":2000001,"clock":7},"assoc":-1},"shown":[true,false,[],{}]}}';

/** A small generator: the same texts each time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('isObjectAsWritten', () => {
  it('knows states as providers write them', () => {
    for (const json of [cursor, '{}', '[]', '{"":0}', '[0,-7,123456789012345]', '{"__proto__":1}']) expect([json, isObjectAsWritten(json)]).toEqual([json, true]);
  });

  it('doubts whatever would be written otherwise', () => {
    const doubtful = [
      '', 'null', '7', '"a"', '{', '{"a"}', '{"a":}', '{"a":1,}', '[1,]', '[,1]', '{} ', ' {}', '{"a": 1}', '{"a":1}}', '{"a":01}', '{"a":-0}', '{"a":1e20}', '{"a":1.0}',
      '{"a":1234567890123456}', '{"b":1,"1":2}', '{"a":1,"a":2}', '{"a":"\\u0041"}', '{"a":"\n"}', '{"a":nul}', '{"a":--1}', '[1 ]', '{"a":1"b":2}', `${'['.repeat(40)}${']'.repeat(40)}`,
    ];
    for (const json of doubtful) expect([json, isObjectAsWritten(json)]).toEqual([json, false]);
  });

  it('never says of a text that it is as written where it is not', () => {
    const random = createRandom(815);
    const pieces = ['{', '}', '[', ']', ',', ':', '"', 'a', '1', '0', '-', '.', 'e', 'null', 'true', ' ', '\\', 'é', '"b":', '"a":1'];
    let known = 0;
    for (let round = 0; round < 200_000; round++) {
      let json = random(2) === 0 ? cursor : '{"a":[1,{"b":null}],"c":"d"}';
      for (let change = random(3); change > 0; change--) {
        const at = random(json.length);
        json = json.slice(0, at) + (pieces[random(pieces.length)] ?? '') + json.slice(at + random(3));
      }
      // As it comes out of UTF-8.
      json = json.toWellFormed();
      if (!isObjectAsWritten(json)) continue;
      known++;
      expect(JSON.stringify(JSON.parse(json))).toBe(json);
    }
    expect(known).toBeGreaterThan(50_000);
  });
});
