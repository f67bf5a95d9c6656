/** The languages, as a part of a menu; each in its own name. */
import { Languages } from 'lucide-react';
import type { ReactElement } from 'react';
import { type Language, languages, useLanguage } from './language.ts';
import { MenuChoice } from './menu.tsx';
import { useWords } from './words.ts';

export function LanguageOptions(): ReactElement {
  const { settings: words } = useWords();
  const { language, choose } = useLanguage();
  return (
    <MenuChoice<Language>
      label={words.language}
      value={language}
      onChange={choose}
      options={languages.map((value) => ({ value, label: words.languages[value], icon: <Languages aria-hidden="true" /> }))}
    />
  );
}
