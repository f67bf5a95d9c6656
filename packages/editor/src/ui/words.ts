/** The dictionary in use, for components; English until another language is chosen. */
import { createContext, useContext } from 'react';
import { english } from './english.ts';
import type { Strings } from './strings.ts';

export const WordsContext = createContext<Strings>(english);

export function useWords(): Strings {
  return useContext(WordsContext);
}
