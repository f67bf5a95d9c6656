/** Walks a page with the Tab key alone, and tells what was met on the way. */
import type { Page } from '@playwright/test';

export interface Stop {
  /** What it is and what it is called, for the message. */
  readonly name: string;
  readonly hasVisibleFocus: boolean;
  /** Nothing lies over it. */
  readonly isClear: boolean;
}

/** More stops than any page has: a walk that does not come round is in a trap. */
const stopsMax = 120;

/** From the top of the page until the focus leaves it at the end. */
export async function walkByTab(page: Page): Promise<readonly Stop[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    // Where the walk begins, whatever was clicked before.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(describeFocus);
    if (stop === null || stops.length > stopsMax) return stops;
    stops.push(stop);
  }
}

/** What a person must be able to reach: of a group with arrow keys the one that is its stop. */
export async function reachable(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex], [contenteditable="true"]');
    const shown = [...all].filter((element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true }));
    // A link in a text that is being written is gone to through its menu; a toolbar passes the focus on to one of its tools.
    return shown
      .filter((element) => !element.matches('.ProseMirror a, [role="toolbar"] *'))
      .map((at) => at.getAttribute('aria-label') ?? (at instanceof HTMLInputElement ? at.labels?.[0]?.innerText : at.innerText.trim()) ?? at.tagName);
  });
}

function describeFocus(): Stop | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const at = element.closest<HTMLElement>('[role="toolbar"]') ?? element;
  const name = at.getAttribute('aria-label') ?? (at instanceof HTMLInputElement ? at.labels?.[0]?.innerText : at.innerText.trim()) ?? at.tagName;
  const { left, top, width, height } = element.getBoundingClientRect();
  const inX = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
  const inY = Math.min(Math.max(top + Math.min(height / 2, 20), 0), innerHeight - 1);
  const over = document.elementFromPoint(inX, inY);
  const isFramed = (around: Element | null): boolean => {
    if (around === null) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(around);
    return outlineStyle !== 'none' && outlineWidth !== '0px';
  };
  // A field of text shows its caret.
  const isText = element.matches('.ProseMirror, textarea');
  return {
    name,
    hasVisibleFocus: isText || isFramed(element) || isFramed(element.parentElement),
    isClear: over !== null && (element.contains(over) || over.contains(element)),
  };
}
