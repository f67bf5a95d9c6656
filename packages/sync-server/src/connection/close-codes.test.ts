/** The table of close codes: what the protocol promises, held against the code and against a socket. */
import { readFileSync } from 'node:fs';
import { CloseCode, decodeMessage } from '@scriptorium/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { TestClock } from '../room/testing/test-clock.ts';
import { createListenerFixture } from './testing/listener-fixture.ts';
import type { ListenerFixture } from './testing/listener-fixture.ts';

interface Row {
  readonly code: number;
  readonly advice: string;
}

/** The rows of [P30]; one may hold several codes. */
function promised(): Row[] {
  const text = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('- **[P30]**'), text.indexOf('- **[P31]**'));
  return Array.from(table.matchAll(/^\| ([\d, ]+) \|.*\| ([^|]+) \|$/gmu)).flatMap(([, codes = '', advice = '']) =>
    codes.split(',').map((code) => ({ code: Number(code), advice })),
  );
}

/** `ws` says this one itself. */
const tooLargeFrame = 1009;

let fixture: ListenerFixture | null = null;

afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

describe('[P30] close codes', () => {
  it('are those that the code knows, and no other', () => {
    const codes = promised().map(({ code }) => code);
    expect(codes.filter((code) => code !== tooLargeFrame)).toEqual(Object.values(CloseCode).toSorted((a, b) => a - b));
  });

  it('tell the client to stop exactly where a provider stops: 4400 to 4499, and ws for a frame above the cap', () => {
    for (const { code, advice } of promised()) {
      const isFinal = (code >= 4400 && code < 4500) || code === tooLargeFrame;
      expect(/^(stop|reload)/u.test(advice), `${code}: ${advice}`).toBe(isFinal);
    }
  });

  it.each(Object.values(CloseCode))('%i reaches the client, after `denied` where a stock client can not show it', async (code) => {
    const clock = new TestClock();
    fixture = await createListenerFixture({ clock });
    const { room } = await fixture.registry.lease('notes');
    const socket = fixture.connect('notes');
    await socket.frame((frame) => frame[0] === 0);
    room.evict(code, 'This is why.');
    if (code >= 4400 && code < 4500) {
      const denied = await socket.frame(([type]) => type === 2);
      expect(decodeMessage(denied)).toEqual({ type: 'denied', reason: 'This is why.' });
      await clock.advance(1_000);
    }
    expect(await socket.ended()).toEqual({ code, reason: 'This is why.' });
    expect(socket.frames.some(([type]) => type === 2)).toBe(code >= 4400 && code < 4500);
  });

  it('4500 answers a join that the store can not serve, and the next one is served', async () => {
    fixture = await createListenerFixture();
    const { store, connect } = fixture;
    const { load } = store;
    store.load = () => Promise.reject(new Error('EIO'));
    expect((await connect('notes').ended()).code).toBe(CloseCode.storeUnavailable);
    store.load = load.bind(store);
    await connect('notes').frame((frame) => frame[0] === 0);
  });
});
