/** Whether typographic characters replace what is typed; remembered in this browser, on until it is switched off. */

const storageKey = 'scriptorium.typography';

export function readTypography(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    // Storage can be switched off.
    return true;
  }
}

export function chooseTypography(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
  } catch {
    // Then the choice lasts as long as the page.
  }
}
