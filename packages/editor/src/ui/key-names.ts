/** Key combinations as this system's keyboards have them written. */

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const appleNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** From `Mod-Shift-7` to `Ctrl+Shift+7`, or `⌘⇧7`. */
export function keyNames(combination: string): string {
  const keys = combination.split('-');
  if (isApple) return keys.map((key) => appleNames[key] ?? key).join('');
  return keys.map((key) => (key === 'Mod' ? 'Ctrl' : key)).join('+');
}
