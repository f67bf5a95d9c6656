import { describe, expect, test, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { FakeClock } from '../testing/fake-clock.ts';
import { Presence, caretIdleMs, paceMs, retainedForMs, selectionIdleMs } from './presence.ts';

interface Scene {
  readonly clock: FakeClock;
  readonly own: Awareness;
  readonly presence: Presence;
  readonly remote: Awareness;
  isConnected: boolean;
  hear(): void;
  lose(): void;
}

function docOf(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

function open(): Scene {
  const clock = new FakeClock();
  const own = new Awareness(docOf(2));
  const remote = new Awareness(docOf(1));
  const scene: Scene = {
    clock,
    own,
    remote,
    isConnected: true,
    presence: new Presence({
      awareness: own,
      clock,
      person: { id: 'ana', name: 'Ana' },
      colours: ['#111111'],
      isConnected: () => scene.isConnected,
    }),
    hear: () => applyAwarenessUpdate(own, encodeAwarenessUpdate(remote, [remote.clientID]), 'server'),
    lose: () => {
      scene.isConnected = false;
      removeAwarenessStates(own, [remote.clientID], 'provider');
    },
  };
  remote.setLocalState({ user: { id: 'ben', name: 'Ben', paint: 5 }, cursor: { anchor: 1, head: 2 } });
  return scene;
}

function others(scene: Scene): ReturnType<Presence['participants']> {
  return scene.presence.participants().filter((participant) => !participant.isSelf);
}

describe('presence', () => {
  test('tells who is here, oneself first', () => {
    const scene = open();
    scene.clock.advance(paceMs);
    scene.hear();
    scene.clock.advance(paceMs);
    expect(scene.presence.participants().map(({ name }) => name)).toEqual(['Ana', 'Ben']);
    expect(scene.own.getLocalState()?.['user']).toMatchObject({ id: 'ana', name: 'Ana' });
  });

  test('keeps others, greyed, when the connection is lost, and lets them go after 30 s', () => {
    const scene = open();
    scene.hear();
    scene.lose();
    scene.clock.advance(paceMs);
    expect(others(scene)).toMatchObject([{ name: 'Ben', isAway: true }]);
    expect(scene.presence.caretStates().has(scene.remote.clientID)).toBe(true);
    scene.clock.advance(retainedForMs);
    expect(others(scene)).toEqual([]);
    expect(scene.presence.caretStates().size).toBe(0);
  });

  test('takes up who comes back with the same clock after a reconnect', () => {
    const scene = open();
    scene.hear();
    scene.lose();
    scene.isConnected = true;
    scene.presence.reconnected();
    scene.hear();
    scene.clock.advance(paceMs);
    expect(others(scene)).toMatchObject([{ name: 'Ben', isAway: false }]);
  });

  test('leaves the clocks alone that the provider needs to tell of a loss', () => {
    const scene = open();
    scene.hear();
    const told: Uint8Array[] = [];
    scene.own.on('update', ({ removed }: { removed: number[] }) => told.push(encodeAwarenessUpdate(scene.own, removed)));
    scene.lose();
    expect(told).toHaveLength(1);
  });

  test('lets go at once of who left while the connection stood', () => {
    const scene = open();
    scene.hear();
    removeAwarenessStates(scene.own, [scene.remote.clientID], 'server');
    scene.clock.advance(paceMs);
    expect(others(scene)).toEqual([]);
  });

  test('sends the own caret at most ten times a second, the last one for sure', () => {
    const scene = open();
    const send = vi.spyOn(scene.own, 'setLocalStateField');
    for (let index = 0; index < 50; index += 1) scene.presence.setCaret({ anchor: index, head: index });
    expect(send).toHaveBeenCalledTimes(1);
    expect(scene.presence.caret).toEqual({ anchor: 49, head: 49 });
    scene.clock.advance(paceMs);
    expect(send).toHaveBeenCalledTimes(2);
    expect(scene.own.getLocalState()?.['cursor']).toEqual({ anchor: 49, head: 49 });
  });

  test('draws others at most ten times a second', () => {
    const scene = open();
    scene.clock.advance(3 * paceMs);
    const listener = vi.fn();
    scene.presence.subscribe(listener);
    for (let index = 0; index < 50; index += 1) {
      scene.remote.setLocalStateField('cursor', { anchor: index, head: index });
      scene.hear();
    }
    expect(listener).toHaveBeenCalledTimes(1);
    scene.clock.advance(paceMs);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test('the own caret draws nobody anew where it moves, but is told of when it comes and goes', () => {
    const scene = open();
    scene.hear();
    scene.clock.advance(3 * paceMs);
    const hasCaret = (): boolean => scene.presence.participants().some((participant) => participant.isSelf && participant.hasCaret);
    scene.presence.setCaret({ anchor: 1, head: 1 });
    scene.clock.advance(3 * paceMs);
    expect(hasCaret()).toBe(true);
    const listener = vi.fn();
    scene.presence.subscribe(listener);
    for (let index = 2; index < 9; index += 1) {
      scene.presence.setCaret({ anchor: index, head: index });
      scene.clock.advance(paceMs);
    }
    expect(listener).not.toHaveBeenCalled();
    expect(scene.own.getLocalState()?.['cursor']).toEqual({ anchor: 8, head: 8 });
    scene.presence.setCaret(null);
    scene.clock.advance(paceMs);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(hasCaret()).toBe(false);
  });

  test('a selection fades after 10 s without a move, the caret goes after 5 min, and both wake the listeners', () => {
    const scene = open();
    const id = scene.remote.clientID;
    scene.hear();
    scene.clock.advance(paceMs);
    const listener = vi.fn();
    scene.presence.subscribe(listener);
    expect(scene.presence.isSelectionIdle(id)).toBe(false);
    scene.clock.advance(selectionIdleMs);
    expect(scene.presence.isSelectionIdle(id)).toBe(true);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(scene.presence.caretStates().get(id)?.['cursor']).not.toBeNull();
    expect(others(scene)).toMatchObject([{ isIdle: false }]);
    scene.clock.advance(caretIdleMs);
    expect(scene.presence.caretStates().get(id)?.['cursor']).toBeNull();
    expect(others(scene)).toMatchObject([{ isIdle: true }]);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test('a renewed state without a move is no activity', () => {
    const scene = open();
    scene.hear();
    scene.clock.advance(selectionIdleMs);
    scene.remote.setLocalState({ ...scene.remote.getLocalState() });
    scene.hear();
    expect(scene.presence.isSelectionIdle(scene.remote.clientID)).toBe(true);
  });

  test('gives way in colour to a stranger with a smaller client id', () => {
    const scene = open();
    const own = scene.own.getLocalState()?.['user'] as { paint: number };
    scene.remote.setLocalState({ user: { id: 'ben', name: 'Ben', paint: own.paint } });
    scene.hear();
    const after = scene.own.getLocalState()?.['user'] as { paint: number };
    expect(after.paint).not.toBe(own.paint);
  });
});
