// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { DocumentEntry } from '../../api/documents.ts';
import { importFile } from '../../api/transfer.ts';
import { ImportButton } from './import-button.tsx';

vi.mock('../../api/transfer.ts', () => ({ importFile: vi.fn() }));

test.each([false, true])('what was brought in leads to it, unless the person has left the list (%j)', async (hasLeft) => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  let arrive: (entry: DocumentEntry) => void = () => {};
  vi.mocked(importFile).mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  const place = document.createElement('div');
  const root = createRoot(place);
  onTestFinished(() => {
    act(() => root.unmount());
    vi.unstubAllGlobals();
  });
  const onImported = vi.fn();
  act(() => root.render(<ImportButton newName={() => 'new'} onImported={onImported} />));
  const field = place.querySelector<HTMLInputElement>('[type=file]');
  if (field === null) throw new Error('There is a field for files.');
  Object.defineProperty(field, 'files', { value: [new File(['# Words'], 'notes.md')] });
  act(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
  if (hasLeft) act(() => root.render(null));
  await act(async () => arrive({ id: 'new' } as DocumentEntry));
  expect(onImported).toHaveBeenCalledTimes(hasLeft ? 0 : 1);
});
