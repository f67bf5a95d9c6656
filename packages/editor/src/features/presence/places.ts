/** Where the others' carets are on the page. */
import { scrollBehavior } from '../../ui/scrolling.ts';

export function caretsIn(block: Element | null): readonly number[] {
  return [...(block?.querySelectorAll<HTMLElement>('.caret') ?? [])].map(({ dataset }) => Number(dataset['client']));
}

/** Brings a person's caret to the middle of the window, unless it is well in view; false where there is none. */
export function showCaret(clientId: number): boolean {
  const caret = document.querySelector(`.caret[data-client="${clientId}"]`);
  if (caret === null) return false;
  const { top, bottom } = caret.getBoundingClientRect();
  const isInView = top > window.innerHeight * 0.2 && bottom < window.innerHeight * 0.8;
  if (!isInView) caret.scrollIntoView({ block: 'center', behavior: scrollBehavior() });
  return true;
}
