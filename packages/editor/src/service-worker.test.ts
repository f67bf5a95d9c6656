/** The worker in a world of its own: no network, and one file of the build. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

type Fetch = (event: { request: Request; clientId: string; resultingClientId: string; respondWith: (answer: Promise<Response>) => void }) => void;

const origin = 'https://page.example';
const asked = vi.fn((request: Request) => Promise.reject<Response>(new TypeError(`No network for ${request.url}`)));
let onFetch: Fetch = () => {};

beforeEach(async () => {
  asked.mockClear();
  vi.stubGlobal('BUILD', { id: 'x', files: ['/icon.svg'], onUse: [] });
  vi.stubGlobal('location', { origin });
  vi.stubGlobal('fetch', asked);
  vi.stubGlobal('caches', { open: () => Promise.resolve({ match: () => Promise.resolve(new Response('kept')) }) });
  vi.stubGlobal('addEventListener', (type: string, listener: Fetch) => {
    if (type === 'fetch') onFetch = listener;
  });
  vi.resetModules();
  await import('./service-worker.ts');
});

afterEach(() => vi.unstubAllGlobals());

async function get(path: string, { mode = 'cors', clientId = '', resultingClientId = '' }): Promise<string> {
  const request = { method: 'GET', mode, url: origin + path } as Request;
  const answer = await new Promise<Response>((resolve, reject) => {
    onFetch({ request, clientId, resultingClientId, respondWith: (response) => void response.then(resolve, reject) });
  });
  return await answer.text();
}

const open = async (page: number): Promise<string> => await get('/', { mode: 'navigate', resultingClientId: String(page) });

test('[L20] so many pages are remembered to have come from the device, and with one more only that', async () => {
  for (let page = 0; page < 100; page += 1) expect(await open(page)).toBe('kept');
  asked.mockClear();
  await get('/icon.svg', { clientId: '0' });
  expect(asked).not.toHaveBeenCalled();
  await open(100);
  asked.mockClear();
  await get('/icon.svg', { clientId: '100' });
  expect(asked).not.toHaveBeenCalled();
  // It asks the network first, and has it all the same.
  expect(await get('/icon.svg', { clientId: '0' })).toBe('kept');
  expect(asked).toHaveBeenCalledTimes(1);
});
