import { describe, expect, test } from 'vitest';
import { type ColourClaim, cleanName, colourCount, personNameMax, preferredColour, readPerson, settleColour } from './person.ts';

const claim = (clientId: number, personId: string, colour: number): ColourClaim => ({ clientId, personId, colour });

describe('colours', () => {
  test('a person has the same colour everywhere, within the palette', () => {
    expect(preferredColour('ana')).toBe(preferredColour('ana'));
    for (const id of ['', 'a', 'ana', 'ben', 'é']) expect(preferredColour(id)).toBeLessThan(colourCount);
  });

  test('ids spread over the whole palette', () => {
    const colours = new Set(Array.from({ length: 400 }, (_, index) => preferredColour(`person-${index}`)));
    expect(colours.size).toBe(colourCount);
  });

  test('on a clash the tab with the smaller client id keeps the colour, and the other takes the next free one', () => {
    expect(settleColour(claim(1, 'ana', 3), [claim(2, 'ben', 3)])).toBe(3);
    expect(settleColour(claim(2, 'ben', 3), [claim(1, 'ana', 3)])).toBe(4);
    expect(settleColour(claim(3, 'cid', 3), [claim(1, 'ana', 3), claim(2, 'ben', 4)])).toBe(5);
  });

  test('two tabs of one person share a colour, even one that another has', () => {
    expect(settleColour(claim(5, 'ana', 3), [claim(2, 'ana', 7)])).toBe(7);
    expect(settleColour(claim(2, 'ana', 7), [claim(5, 'ana', 3)])).toBe(7);
  });

  test('with more people than colours a colour is shared rather than sought for ever', () => {
    const others = Array.from({ length: colourCount }, (_, index) => claim(index, `person-${index}`, index));
    expect(settleColour(claim(99, 'late', 2), others)).toBe(2);
  });

  test('everybody comes to rest, whoever moves first', () => {
    let claims = Array.from({ length: 6 }, (_, index) => claim(index + 1, `person-${index}`, 0));
    for (let round = 0; round < 10; round += 1) {
      const seen = claims;
      claims = seen.map((own) => ({ ...own, colour: settleColour(own, seen.filter((other) => other !== own)) }));
    }
    expect(new Set(claims.map(({ colour }) => colour)).size).toBe(6);
  });
});

describe('another tab\'s user field', () => {
  test('is read as ours', () => {
    expect(readPerson({ id: 'ana', name: ' Ana\n K ', paint: 2 }, 7)).toEqual({ id: 'ana', name: 'Ana K', colour: 2 });
  });

  test('is filled in where another page sends less, or nonsense', () => {
    const colour = preferredColour('client-7');
    for (const user of [null, undefined, 5, {}, { name: 7, paint: -1 }, { paint: 99 }, { paint: 1.5 }, { id: '' }]) {
      expect(readPerson(user, 7)).toEqual({ id: 'client-7', name: '', colour });
    }
  });

  test('a name one character above the limit is cut', () => {
    expect(cleanName('a'.repeat(personNameMax + 1))).toHaveLength(personNameMax);
  });
});
