// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Participant, Presence } from '../sync/presence.ts';
import { CaretLabels, labelForMs } from './caret-labels.ts';

const clientId = 7;
let person: Participant | null;
let tell: () => void;
let labels: CaretLabels;

beforeEach(() => {
  vi.useFakeTimers();
  const now = Date.now();
  person = { id: 'ben', name: 'Ben', colour: 3, clientId, isSelf: false, isAway: false, isIdle: false, hasCaret: true, joinedAt: now, activeAt: now };
  const presence: Pick<Presence, 'subscribe' | 'participant' | 'caretStates'> = {
    subscribe: (listener) => ((tell = listener), () => {}),
    participant: () => person,
    caretStates: () => new Map(),
  };
  labels = new CaretLabels({ presence: presence as Presence, namelessLabel: 'Somebody' });
  labels.open();
});

afterEach(() => {
  labels.close();
  vi.useRealTimers();
});

function change(changed: Partial<Participant>): void {
  if (person !== null) person = { ...person, ...changed };
  tell();
}

test('a name shows for two seconds after its person has joined, and again after each move', () => {
  const caret = labels.create(clientId);
  tell();
  vi.advanceTimersByTime(labelForMs - 1);
  expect([...caret.classList]).toEqual(['caret', 'person-3', 'is-named']);
  vi.advanceTimersByTime(100);
  expect([...caret.classList]).toEqual(['caret', 'person-3']);
  change({ activeAt: Date.now() });
  expect(caret.classList).toContain('is-named');
  vi.advanceTimersByTime(labelForMs + 100);
  expect(caret.classList).not.toContain('is-named');
});

test('whose connection is lost is grey, and their name does not come by itself', () => {
  const caret = labels.create(clientId);
  change({ isAway: true });
  expect([...caret.classList]).toEqual(['caret', 'person-3', 'is-away']);
});

test('a caret is nothing to screen readers, and follows the name and the colour of its person', () => {
  const caret = labels.create(clientId);
  const label = caret.querySelector('.caret-label');
  expect(caret.getAttribute('aria-hidden')).toBe('true');
  expect(label?.textContent).toBe('Ben');
  change({ name: '', colour: 5 });
  expect(label?.textContent).toBe('Somebody');
  expect(caret.classList).toContain('person-5');
});
