/** The memory store keeps the contract. */
import { expect, it } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { storeContract } from './testing/store-contract.ts';
import { bytes } from './testing/values.ts';

storeContract('the memory store', async (options) => createMemoryStore(options));

it('[S1] a write takes effect when its disk says so', async () => {
  let sync: () => void = () => {};
  const store = createMemoryStore({ sync: () => new Promise((resolve) => (sync = resolve)) });
  const appended = store.append('doc', bytes('a'));
  expect(await store.load('doc')).toBeNull();
  sync();
  expect(await appended).toBe(1);
  expect(await store.load('doc')).toMatchObject({ lastSequence: 1 });
});
