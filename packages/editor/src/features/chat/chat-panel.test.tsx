// @vitest-environment jsdom
import { act } from 'react';
import { type Root, createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatPanel } from './chat-panel.tsx';
import { ChatStore } from './chat-store.ts';

let root: Root;
let place: HTMLElement;
let store: ChatStore;
let answer: (response: Response) => void;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  store = new ChatStore({ source: { documentId: 'a', onFeature: () => () => {} }, storage: null });
  place = document.createElement('div');
  document.body.append(place);
  open();
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

function open(): void {
  root = createRoot(place);
  act(() => root.render(<ChatPanel store={store} self={() => ({ name: 'Ana', colour: 1 })} onClose={() => {}} />));
}

function field(): HTMLTextAreaElement {
  const found = place.querySelector('textarea');
  if (found === null) throw new Error('The panel has a field.');
  return found;
}

function type(text: string): void {
  const element = field();
  act(() => {
    // React looks at what is set behind its back alone.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, element.value + text);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function send(response: () => Response): Promise<void> {
  act(() => void field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  type(' and more');
  answer(response());
  await vi.waitFor(async () => {
    await act(async () => {});
    expect(place.querySelector<HTMLButtonElement>('[type=submit]')?.disabled).toBe(false);
  });
}

test('what is typed while a message is on its way is not lost with it', async () => {
  type('Hello');
  await send(() => new Response(JSON.stringify({ id: 1, at: '2026-01-01T14:05:00', name: 'Ana', colour: 1, text: 'Hello' }), { status: 201 }));
  expect(place.querySelector('.chat-text')?.textContent).toBe('Hello');
  expect(field().value).toBe(' and more');
});

test('a message that can not be sent stays, with what was typed meanwhile', async () => {
  type('Hello');
  await send(() => new Response('{}', { status: 503 }));
  expect(field().value).toBe('Hello and more');
  expect(place.querySelector('form [role=alert]')).not.toBeNull();
});

test('what was begun is still there when the panel is opened again', () => {
  type('Half a sent');
  act(() => root.unmount());
  open();
  expect(field().value).toBe('Half a sent');
});

test('what was sent is not begun once more when the panel was closed meanwhile', async () => {
  type('Hello');
  act(() => void field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  act(() => root.unmount());
  answer(new Response(JSON.stringify({ id: 1, at: '2026-01-01T14:05:00', name: 'Ana', colour: 1, text: 'Hello' }), { status: 201 }));
  await vi.waitFor(() => expect(store.snapshot().messages).toHaveLength(1));
  open();
  expect(field().value).toBe('');
});

test('a message says its hour as it is written where the person is', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  type('Hello');
  await send(() => new Response(JSON.stringify({ id: 1, at: '2026-01-01T14:05:00', name: 'Ana', colour: 1, text: 'Hello' }), { status: 201 }));
  expect(place.querySelector('time')?.textContent).toBe('14:05');
});
