/** Which language the page speaks: the one that was chosen, else the first of the browser's that there are words for. */
import { createContext, useContext } from 'react';
import { english } from './english.ts';
import type { Strings } from './strings.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'scriptorium.language';

/** `preferred` as the browser lists them, the dearest first: `de-AT` is German. */
export function languageFor(chosen: string | null, preferred: readonly string[]): Language {
  const wishes = [chosen, ...preferred].map((tag) => tag?.toLowerCase().split('-')[0]);
  for (const wish of wishes) {
    const known = languages.find((language) => language === wish);
    if (known !== undefined) return known;
  }
  return 'en';
}

export function readLanguage(): Language {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(storageKey);
  } catch {
    // Storage can be switched off: then the browser's languages decide.
  }
  return languageFor(chosen, navigator.languages);
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Then the choice lasts as long as the page.
  }
}

/** Never rejects: where the words can't be had, offline before they ever came, it is English. */
export async function wordsOf(language: Language): Promise<Strings> {
  if (language === 'en') return english;
  try {
    const { german } = await import('./german.ts');
    return german;
  } catch {
    return english;
  }
}

export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: () => {} });

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}
