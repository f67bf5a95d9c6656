/** Light, dark, or as the system has it, for the palette. */
import type { PaletteAction } from '../features/palette/matching-actions.ts';
import { chooseTheme } from '../ui/theme.ts';

export interface ThemeWords {
  readonly theme: string;
  readonly themeSystem: string;
  readonly themeLight: string;
  readonly themeDark: string;
}

export function themeActions(words: ThemeWords): readonly PaletteAction[] {
  const labels = { system: words.themeSystem, light: words.themeLight, dark: words.themeDark } as const;
  return (['system', 'light', 'dark'] as const).map((theme) => ({ id: theme, label: `${words.theme}: ${labels[theme]}`, run: () => chooseTheme(theme) }));
}
