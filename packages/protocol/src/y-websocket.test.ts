import * as fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { limits } from './limits.ts';
import type { Message } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';
import { decodeClientMessage, decodeMessage, encodeMessage, keepaliveFrame } from './y-websocket.ts';

const bytes = fc.uint8Array({ maxLength: 200 });
const uint = fc.nat(0xffffffff);
const entry = fc.record({
  clientId: fc.nat(Number.MAX_SAFE_INTEGER),
  clock: uint,
  state: fc.option(fc.dictionary(fc.string(), fc.string()).map((state) => JSON.stringify(state))),
});
const message: fc.Arbitrary<Message> = fc.oneof(
  bytes.map((stateVector) => ({ type: 'sync-step-1', stateVector }) as const),
  bytes.map((update) => ({ type: 'sync-step-2', update }) as const),
  bytes.map((update) => ({ type: 'update', update }) as const),
  fc.array(entry, { maxLength: 5 }).map((entries) => ({ type: 'awareness', entries }) as const),
  fc.constant({ type: 'query-awareness' } as const),
  fc.string({ unit: 'grapheme' }).map((reason) => ({ type: 'denied', reason }) as const),
  uint.map((count) => ({ type: 'ack', count }) as const),
  fc
    .record({ saving: fc.boolean(), writable: fc.boolean(), reason: fc.constantFrom('store', 'size', null) })
    .map((state) => ({ type: 'session-state', state }) as const),
  fc.string().map((text) => ({ type: 'feature', payload: { feature: 'chat', text } }) as const),
);

describe('the y-websocket wire', () => {
  it('[P10] decodes whatever it encodes', () => {
    fc.assert(
      fc.property(message, (given) => {
        expect(decodeMessage(encodeMessage(given))).toEqual(given);
      }),
    );
  });

  it('[P10] refuses trailing bytes and every shortened frame', () => {
    fc.assert(
      fc.property(message, fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.double({ min: 0, max: 1, maxExcluded: true }), (given, tail, cut) => {
        const frame = encodeMessage(given);
        expect(() => decodeMessage(Uint8Array.of(...frame, ...tail))).toThrow(ProtocolError);
        expect(() => decodeMessage(frame.subarray(0, Math.floor(frame.length * cut)))).toThrow(ProtocolError);
      }),
    );
  });

  it('[P10] gives a message or throws ProtocolError on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (frame) => {
        try {
          decodeClientMessage(frame);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('[P10] reads the frames that y-protocols writes', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'ink');
    const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      write(encoder);
      return encoding.toUint8Array(encoder);
    };
    const update = Y.encodeStateAsUpdate(doc);
    expect(decodeClientMessage(frame((encoder) => syncProtocol.writeSyncStep1(encoder, doc)))).toEqual({
      type: 'sync-step-1',
      stateVector: Y.encodeStateVector(doc),
    });
    expect(decodeClientMessage(frame((encoder) => syncProtocol.writeSyncStep2(encoder, doc)))).toEqual({ type: 'sync-step-2', update });
    expect(decodeClientMessage(frame((encoder) => syncProtocol.writeUpdate(encoder, update)))).toEqual({ type: 'update', update });
  });

  it('[P10] writes and reads awareness as y-protocols does', () => {
    const awareness = new awarenessProtocol.Awareness(new Y.Doc());
    awareness.setLocalState({ user: { name: 'Ana', color: '#1f6f8b' } });
    const body = awarenessProtocol.encodeAwarenessUpdate(awareness, [awareness.clientID]);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, body);
    const frame = encoding.toUint8Array(encoder);
    const decoded = decodeClientMessage(frame);
    expect(decoded).toEqual({
      type: 'awareness',
      entries: [{ clientId: awareness.clientID, clock: 1, state: '{"user":{"name":"Ana","color":"#1f6f8b"}}' }],
    });
    expect(encodeMessage(decoded)).toEqual(frame);
    awareness.destroy();
  });

  it('[P15] the keepalive is an awareness message with no states', () => {
    expect(decodeMessage(keepaliveFrame)).toEqual({ type: 'awareness', entries: [] });
  });

  it.each([
    ['ack', { type: 'ack', count: 1 }],
    ['denied', { type: 'denied', reason: 'no' }],
    ['session state', { type: 'session-state', state: { saving: true, writable: true, reason: null } }],
    ['feature message', { type: 'feature', payload: { feature: 'chat' } }],
  ] as const)('[P10] a client may not send a %s', (_name, given) => {
    expect(() => decodeClientMessage(encodeMessage(given))).toThrow(/sent by servers only/);
  });

  it('[P40] takes a state vector of the most bytes and refuses one more', () => {
    const at = (length: number): Uint8Array => encodeMessage({ type: 'sync-step-1', stateVector: new Uint8Array(length) });
    expect(decodeMessage(at(limits.stateVectorBytesMax)).type).toBe('sync-step-1');
    expect(() => decodeMessage(at(limits.stateVectorBytesMax + 1))).toThrow(/1048577 bytes; the most is 1048576/);
  });

  it('[P40] takes a frame of the most bytes and refuses one more', () => {
    const overhead = encodeMessage({ type: 'update', update: new Uint8Array(limits.frameBytesMax - 6) }).byteLength - limits.frameBytesMax;
    const at = (length: number): Uint8Array => encodeMessage({ type: 'update', update: new Uint8Array(length - 6 - overhead) });
    expect(at(limits.frameBytesMax)).toHaveLength(limits.frameBytesMax);
    expect(decodeMessage(at(limits.frameBytesMax)).type).toBe('update');
    expect(() => decodeMessage(at(limits.frameBytesMax + 1))).toThrow(/the most is 16777216/);
  });

  it('[P17] takes an awareness state of 16 KiB and refuses one byte more, counted in UTF-8', () => {
    const at = (length: number): Uint8Array => {
      const filler = 'é'.repeat((length - '{"a":""}'.length) / 2);
      const state = `{"a":"${filler}"}`;
      return encodeMessage({ type: 'awareness', entries: [{ clientId: 1, clock: 1, state }] });
    };
    expect(decodeMessage(at(limits.awarenessStateBytesMax)).type).toBe('awareness');
    expect(() => decodeMessage(at(limits.awarenessStateBytesMax + 2))).toThrow(/awareness state/);
  });

  it('[P17] reads 20,000 awareness states of a message, and leaves one more', () => {
    const of = (count: number): number => {
      const entries = Array.from({ length: count }, (_, clientId) => ({ clientId, clock: 0, state: null }));
      const read = decodeMessage(encodeMessage({ type: 'awareness', entries }));
      return read.type === 'awareness' ? read.entries.length : 0;
    };
    expect(of(limits.awarenessEntriesMax)).toBe(20_000);
    expect(of(limits.awarenessEntriesMax + 1)).toBe(20_000);
  });

  it('[P17] keeps an awareness state as providers write it, and measures it so: what they send back is what they were sent', () => {
    const at = (state: string): Uint8Array => encodeMessage({ type: 'awareness', entries: [{ clientId: 1, clock: 1, state }] });
    const decoded = decodeMessage(at('{ "a" : 1e20 }'));
    expect(decoded).toMatchObject({ entries: [{ state: '{"a":100000000000000000000}' }] });
    const numbers = (count: number): string => `{"a":[${Array.from({ length: count }, () => '1e20').join(',')}]}`;
    expect(numbers(1_000).length).toBeLessThan(limits.awarenessStateBytesMax);
    expect(() => decodeMessage(at(numbers(1_000)))).toThrow(/An awareness state has 22007 bytes/);
    // 5 units less for each of 17 escapes, and 17 more for each of 5 numbers: as long as it was, and more bytes.
    const escaped = `{"a":[${Array.from({ length: 120 }, () => `"${'\\u4e2d'.repeat(17)}",${'1e20,'.repeat(5)}0`).join(',')}]}`;
    expect(escaped.length).toBeLessThan(limits.awarenessStateBytesMax);
    expect(JSON.stringify(JSON.parse(escaped))).toHaveLength(escaped.length);
    expect(() => decodeMessage(at(escaped))).toThrow(/An awareness state has \d+ bytes/);
    const deep = `{"a":${'['.repeat(8_000)}${']'.repeat(8_000)}}`;
    expect(() => decodeMessage(at(deep))).not.toThrow(RangeError);
  });

  it.each([
    ['no JSON', '{"a":'],
    ['a number', '7'],
    ['a string', '"x"'],
  ])('[P17] refuses an awareness state that is %s, which every client would choke on', (_what, state) => {
    expect(() => decodeMessage(encodeMessage({ type: 'awareness', entries: [{ clientId: 1, clock: 1, state }] }))).toThrow(ProtocolError);
  });

  it('[P40] refuses an awareness clock above 2^32 - 1 and a number above 2^53 - 1', () => {
    const clock = encodeMessage({ type: 'awareness', entries: [{ clientId: 1, clock: 2 ** 32, state: '{}' }] });
    expect(() => decodeMessage(clock)).toThrow(/clock is above/);
    expect(() => decodeMessage(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01))).toThrow(/above 2\^53/);
  });
});
