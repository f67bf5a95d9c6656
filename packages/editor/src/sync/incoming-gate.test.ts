/** What others write waits for what a person does, and none of it is lost by that; waiting for a composition is tested with the session. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FakeClock } from '../testing/fake-clock.ts';
import { acceptJoin, emptyUpdate, openLoneSession } from '../testing/lone-session.ts';
import type { DocumentSession } from './document-session.ts';
import { paintedInMsMax, pauseFactor, pauseMsMax } from './incoming-gate.ts';

let clock: FakeClock;
let session: DocumentSession;

beforeEach(() => {
  clock = new FakeClock();
  session = openLoneSession(clock);
});

afterEach(() => session.close());

/** Somebody else writes a title, letter by letter. */
function othersTyping(text: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => {
    updates.push(update);
  });
  for (const [index, letter] of [...text].entries()) doc.getText('title').insert(index, letter);
  return updates;
}

describe('where a change of others takes long to show', () => {
  /** So long each, and how many of them there were. */
  function takeLong(ms: number): { readonly changes: number[] } {
    const changes: number[] = [];
    session.title.observe(() => {
      changes.push(clock.now());
      clock.advance(ms);
    });
    return { changes };
  }

  test('the next ones wait so many times longer, and are one change', () => {
    const socket = acceptJoin();
    const { changes } = takeLong(5);
    const [first, ...others] = othersTyping('abcd');
    socket.receive({ type: 'update', update: first ?? emptyUpdate });
    expect(session.title.toJSON()).toBe('a');
    for (const update of others) socket.receive({ type: 'update', update });
    clock.advance(5 * pauseFactor - 1);
    expect(session.title.toJSON()).toBe('a');
    clock.advance(1);
    expect(session.title.toJSON()).toBe('abcd');
    expect(changes).toHaveLength(2);
  });

  test('none waits longer than its time, and where they take none they do not wait', () => {
    const socket = acceptJoin();
    const [first, second, third, fourth] = othersTyping('abcd').map((update) => ({ type: 'update', update }) as const);
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('Four were asked for.');
    socket.receive(first);
    socket.receive(second);
    expect(session.title.toJSON()).toBe('ab');
    takeLong(10_000);
    socket.receive(third);
    socket.receive(fourth);
    clock.advance(pauseMsMax - 1);
    expect(session.title.toJSON()).toBe('abc');
    clock.advance(1);
    expect(session.title.toJSON()).toBe('abcd');
  });

  test('the answer of the server passes, after what came before it', () => {
    const socket = acceptJoin();
    takeLong(5);
    const [first, second] = othersTyping('ab');
    socket.receive({ type: 'update', update: first ?? emptyUpdate });
    socket.receive({ type: 'update', update: second ?? emptyUpdate });
    expect(session.title.toJSON()).toBe('a');
    socket.receive({ type: 'sync-step-2', update: emptyUpdate });
    expect(session.title.toJSON()).toBe('ab');
  });

  test('what waits when the connection goes, or the page, is not lost', () => {
    const socket = acceptJoin();
    takeLong(5);
    const [first, second] = othersTyping('ab');
    socket.receive({ type: 'update', update: first ?? emptyUpdate });
    socket.receive({ type: 'update', update: second ?? emptyUpdate });
    socket.drop(1012);
    expect(session.title.toJSON()).toBe('ab');
  });
});

describe('where the person writes', () => {
  /** Receives the letters of somebody else, one by one. */
  function letters(socket: ReturnType<typeof acceptJoin>, text: string): () => void {
    const updates = othersTyping(text);
    return () => socket.receive({ type: 'update', update: updates.shift() ?? emptyUpdate });
  }

  test('what others write comes behind the key, when that is painted', () => {
    const receive = letters(acceptJoin(), 'ab');
    session.incoming.keyPressed();
    receive();
    receive();
    expect(session.title.toJSON()).toBe('');
    session.incoming.keyPainted();
    expect(session.title.toJSON()).toBe('ab');
  });

  test('what comes between two keys waits for the second one, and no longer than its time where there is none', () => {
    const receive = letters(acceptJoin(), 'ab');
    session.incoming.keyPressed();
    session.incoming.keyPainted();
    receive();
    clock.advance(pauseMsMax - 1);
    session.incoming.keyPressed();
    clock.advance(1);
    expect(session.title.toJSON()).toBe('');
    session.incoming.keyPainted();
    expect(session.title.toJSON()).toBe('a');
    receive();
    clock.advance(pauseMsMax - 1);
    expect(session.title.toJSON()).toBe('a');
    clock.advance(1);
    expect(session.title.toJSON()).toBe('ab');
  });

  test('a key that is never painted, as in a hidden tab, is waited for no longer than its time', () => {
    const receive = letters(acceptJoin(), 'a');
    session.incoming.keyPressed();
    receive();
    clock.advance(paintedInMsMax - 1);
    expect(session.title.toJSON()).toBe('');
    clock.advance(1);
    expect(session.title.toJSON()).toBe('a');
  });

  test('where a change takes long to show, the next ones wait for a key that comes when half of their time is over', () => {
    const receive = letters(acceptJoin(), 'abc');
    let isSlow = true;
    session.title.observe(() => clock.advance(isSlow ? 10 : 0));
    receive();
    isSlow = false;
    receive();
    clock.advance((10 * pauseFactor) / 2 - 1);
    session.incoming.keyPressed();
    session.incoming.keyPainted();
    expect(session.title.toJSON()).toBe('a');
    clock.advance(1);
    session.incoming.keyPressed();
    session.incoming.keyPainted();
    expect(session.title.toJSON()).toBe('ab');
  });

  test('the answer of the server waits for no key, and a composition is not ended by one', () => {
    const socket = acceptJoin();
    const receive = letters(socket, 'ab');
    session.incoming.keyPressed();
    receive();
    socket.receive({ type: 'sync-step-2', update: emptyUpdate });
    expect(session.title.toJSON()).toBe('a');
    session.incoming.keyPainted();
    session.incoming.hold();
    session.incoming.keyPressed();
    receive();
    session.incoming.keyPainted();
    clock.advance(pauseMsMax);
    expect(session.title.toJSON()).toBe('a');
    session.incoming.release();
    expect(session.title.toJSON()).toBe('ab');
  });
});

test('who was there when the connection went is not brought back by what waited for a composition', () => {
  const socket = acceptJoin();
  const ben = (at: number): void => socket.receive({ type: 'awareness', entries: [{ clientId: 7, clock: at, state: '{"user":{"id":"ben","name":"Ben"}}' }] });
  ben(1);
  expect(session.awareness.getStates().has(7)).toBe(true);
  session.incoming.hold();
  ben(2);
  socket.drop(1012);
  expect(session.awareness.getStates().has(7)).toBe(false);
  session.incoming.release();
  expect(session.awareness.getStates().has(7)).toBe(false);
});
