/** Gives the page its words, and takes the choice of another language. */
import { type ReactElement, type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Language, LanguageContext, rememberLanguage, wordsOf } from './language.ts';
import type { Strings } from './strings.ts';
import { WordsContext } from './words.ts';

export interface LanguageProviderProps {
  readonly language: Language;
  /** The words of that language, or English where they could not be had. */
  readonly words: Strings;
  readonly children: ReactNode;
}

export function LanguageProvider({ language, words, children }: LanguageProviderProps): ReactElement {
  const [current, setCurrent] = useState({ language, words });
  const chosen = useRef(language);
  const choose = useCallback((next: Language): void => {
    chosen.current = next;
    rememberLanguage(next);
    const load = async (): Promise<void> => {
      const loaded = await wordsOf(next);
      // Another may have been chosen meanwhile.
      if (chosen.current === next) setCurrent({ language: next, words: loaded });
    };
    // Never rejects.
    void load();
  }, []);
  useLayoutEffect(() => {
    document.documentElement.lang = current.words.locale;
  }, [current]);
  const choice = useMemo(() => ({ language: current.language, choose }), [current, choose]);
  return (
    <LanguageContext value={choice}>
      <WordsContext value={current.words}>{children}</WordsContext>
    </LanguageContext>
  );
}
