/** Light, dark, or as the system has it: a menu of its own, or a part of another. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button } from './button.tsx';
import { LanguageOptions } from './language-options.tsx';
import { Menu, MenuChoice, MenuLine } from './menu.tsx';
import { type Theme, chooseTheme, readTheme } from './theme.ts';
import { useWords } from './words.ts';

/** `isAsked`: the person has asked for it before it had come. */
export function ThemeMenu({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const { document: words } = useWords();
  return (
    <Menu
      label={words.theme}
      isOpenAtOnce={isAsked}
      trigger={
        <Button look="icon" aria-label={words.theme}>
          <Sun className="if-light" aria-hidden="true" />
          <Moon className="if-dark" aria-hidden="true" />
        </Button>
      }
    >
      <ThemeChoice />
      <MenuLine />
      <LanguageOptions />
    </Menu>
  );
}

export function ThemeChoice(): ReactElement {
  const { document: words } = useWords();
  const [theme, setTheme] = useState<Theme>(readTheme);
  return (
    <MenuChoice<Theme>
      label={words.theme}
      value={theme}
      onChange={(next) => {
        chooseTheme(next);
        setTheme(next);
      }}
      options={[
        { value: 'system', label: words.themeSystem, icon: <Monitor aria-hidden="true" /> },
        { value: 'light', label: words.themeLight, icon: <Sun aria-hidden="true" /> },
        { value: 'dark', label: words.themeDark, icon: <Moon aria-hidden="true" /> },
      ]}
    />
  );
}
