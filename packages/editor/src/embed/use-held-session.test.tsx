// @vitest-environment jsdom
import { act, useEffect } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeSocket } from '../testing/fake-socket.ts';
import { type Holding, useHeldSession } from './use-held-session.ts';

let root: Root;
let holding: Holding = { kind: 'opening' };

const person = { id: 'ana', name: 'Ana' };

interface PageProps {
  readonly token: string | null;
  readonly url?: string;
}

function Page({ token, url = 'https://notes.example', onHolding }: PageProps & { readonly onHolding: (now: Holding) => void }): null {
  const now = useHeldSession({ url, documentId: 'notes', token, person, keepsCopy: false });
  useEffect(() => {
    onHolding(now);
  }, [now, onHolding]);
  return null;
}

async function show(props: PageProps): Promise<Holding> {
  await act(async () => root.render(<Page {...props} onHolding={(now) => (holding = now)} />));
  return holding;
}

const tokens = (): unknown[] => FakeSocket.made.map(({ protocols }) => protocols);

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('WebSocket', FakeSocket);
  FakeSocket.made.length = 0;
  root = createRoot(document.createElement('div'));
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

describe('the session of a mounted editor', () => {
  test('opens with the first token that can be one', async () => {
    expect(await show({ token: 'a b' })).toMatchObject({ kind: 'fault' });
    expect(FakeSocket.made).toHaveLength(0);
    expect(await show({ token: 'good' })).toMatchObject({ kind: 'held' });
    expect(tokens()).toEqual([expect.arrayContaining(['token.good'])]);
  });

  test('stays open behind the fault of a later token, and goes on with the next', async () => {
    const before = await show({ token: 'good' });
    expect(await show({ token: 'a b' })).toMatchObject({ kind: 'fault' });
    expect(FakeSocket.latest.readyState).not.toBe(FakeSocket.latest.CLOSED);
    expect(await show({ token: 'better' })).toBe(before);
    expect(before.kind === 'held' ? before.held.token() : null).toBe('better');
    expect(FakeSocket.made).toHaveLength(1);
  });

  test('another address is another session', async () => {
    const before = await show({ token: null });
    const after = await show({ token: null, url: 'https://other.example' });
    expect(after).toMatchObject({ kind: 'held' });
    expect(after).not.toBe(before);
    expect(FakeSocket.made.map(({ url }) => new URL(url).host)).toEqual(['notes.example', 'other.example']);
  });
});
