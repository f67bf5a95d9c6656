// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { english } from './english.ts';
import { german } from './german.ts';
import { type Language, useLanguage, wordsOf } from './language.ts';
import { LanguageProvider } from './language-provider.tsx';
import type { Strings } from './strings.ts';
import { useWords } from './words.ts';

vi.mock('./language.ts', async (original) => ({ ...(await original<object>()), wordsOf: vi.fn() }));

test('the language that was chosen last is spoken, also where the words of the one before come later', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  let arrive: (words: Strings) => void = () => {};
  vi.mocked(wordsOf).mockImplementation((language) => (language === 'de' ? new Promise((resolve) => (arrive = resolve)) : Promise.resolve(english)));
  let choose: (language: Language) => void = () => {};
  const place = document.createElement('div');
  const Probe = (): string => {
    ({ choose } = useLanguage());
    return useWords().locale;
  };
  const root = createRoot(place);
  onTestFinished(() => {
    act(() => root.unmount());
    vi.unstubAllGlobals();
  });
  act(() => root.render(<LanguageProvider language="en" words={english}><Probe /></LanguageProvider>));
  await act(async () => {
    choose('de');
    choose('en');
  });
  await act(async () => arrive(german));
  expect(place.textContent).toBe('en');
  await act(async () => choose('de'));
  await act(async () => arrive(german));
  expect(place.textContent).toBe('de');
});
