/** @vitest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { fullTime } from '../../ui/relative-time.ts';
import { DocumentRow } from './document-row.tsx';
import type { DocumentActions } from './use-document-actions.ts';

test('the whole date is there for whoever points at the time, and not worked out before', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const updatedAt = new Date('2026-05-04T10:00:00Z');
  const document_ = { id: 'notes', title: 'Notes', updatedAt, isStarred: false, isTemplate: false, excerpt: null };
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  await act(async () => root.render(<DocumentRow document={document_} now={updatedAt.getTime()} actions={{} as DocumentActions} onRename={() => {}} onDelete={() => {}} />));
  const time = place.querySelector('time');
  expect([time?.textContent, time?.title]).toEqual(['Edited just now', '']);
  await act(async () => void time?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, relatedTarget: document.body })));
  expect(time?.title).toBe(fullTime(updatedAt, 'en'));
  act(() => root.unmount());
  vi.unstubAllGlobals();
});
