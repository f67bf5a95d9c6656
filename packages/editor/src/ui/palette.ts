/** The colours of people: one tone for light paper and one for dark, each readable under its label's text and as a caret. */

export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/** Neighbours in the list are far apart in hue, so that the next free colour is a different one. */
export const palette: readonly Tone[] = [
  { light: '#006e8c', dark: '#54c3eb' },
  { light: '#82488f', dark: '#d59ce2' },
  { light: '#905100', dark: '#e9a364' },
  { light: '#1b763a', dark: '#7cc98d' },
  { light: '#505ba9', dark: '#9faefd' },
  { light: '#984067', dark: '#ee95b8' },
  { light: '#017272', dark: '#42cbcb' },
  { light: '#716403', dark: '#c5b65a' },
  { light: '#1d66a7', dark: '#79b9fb' },
  { light: '#6f509f', dark: '#bfa3f3' },
  { light: '#9e413d', dark: '#f5968f' },
  { light: '#4b7013', dark: '#9cc373' },
  { light: '#904379', dark: '#e597cb' },
  { light: '#057460', dark: '#55ccb0' },
];

/** The ratio by which WCAG 2 compares two `#rrggbb` colours, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance. Source: WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Makes the palette known to the style sheets, as `--person-<index>`. */
export function applyPalette(root: HTMLElement): void {
  for (const [index, { light, dark }] of palette.entries()) {
    root.style.setProperty(`--person-${index}`, `light-dark(${light}, ${dark})`);
  }
}
