// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { useCreate } from './use-create.ts';

test.each([
  ['leads to itself', '/', /^\/d\/[a-z]+-[a-z]+-/],
  ['leads nobody away who has gone elsewhere meanwhile', '/d/elsewhere', /^\/d\/elsewhere$/],
])('a new document %s', async (_what, place, expected) => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  history.replaceState(null, '', '/');
  let answer: () => void = () => {};
  vi.stubGlobal('fetch', (_url: string, { body }: { body: string }) => new Promise<Response>((resolve) => (answer = () => resolve(new Response(body)))));
  let create = (): void => {};
  const Probe = (): null => {
    [create] = useCreate();
    return null;
  };
  const root = createRoot(document.createElement('div'));
  onTestFinished(() => {
    act(() => root.unmount());
    vi.unstubAllGlobals();
  });
  act(() => root.render(<Probe />));
  act(() => create());
  history.pushState(null, '', place);
  await act(async () => {
    answer();
    await new Promise((resolve) => setImmediate(resolve));
  });
  await vi.waitFor(() => expect(location.pathname).toMatch(expected));
});
