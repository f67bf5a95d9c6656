/** Keeps a floating element beside a place on the page, which may be no element: a caret, a selection, a table's row. */
import { type Placement, autoUpdate, computePosition, flip, hide, offset, shift } from '@floating-ui/dom';
import { type RefObject, useLayoutEffect } from 'react';

export interface FloatOptions {
  /** Where it belongs now; null while that is nowhere. */
  readonly place: () => DOMRect | null;
  /** Something inside the page that scrolls with the place. */
  readonly near: Element;
  readonly placement: Placement;
  readonly gap?: number;
  readonly canFlip?: boolean;
  /** Gone while its place is scrolled out of what holds it; not for what stands outside of its place's box. */
  readonly canHide?: boolean;
  /** Runs again when one of these changes. */
  readonly changes: readonly unknown[];
}

/** The element is `position: fixed` at the top left; this moves it. */
export function useFloat(element: RefObject<HTMLElement | null>, options: FloatOptions): void {
  const { place, near, placement, gap = 6, canFlip = true, canHide = true, changes } = options;
  useLayoutEffect(() => {
    const floating = element.current;
    if (floating === null) return undefined;
    const reference = { getBoundingClientRect: () => place() ?? new DOMRect(), contextElement: near };
    const put = async (): Promise<void> => {
      const padding = { top: barsBottom(near) + 6, bottom: 8, left: 8, right: 8 };
      const middleware = [offset(gap), ...(canFlip ? [flip({ padding })] : []), shift({ padding: 8 }), ...(canHide ? [hide()] : [])];
      const { x, y, middlewareData } = await computePosition(reference, floating, { placement, strategy: 'fixed', middleware });
      floating.style.translate = `${Math.round(x)}px ${Math.round(y)}px`;
      const at = place();
      const isAway = at === null || middlewareData.hide?.referenceHidden === true || isOutside(at, padding.top);
      floating.style.visibility = isAway ? 'hidden' : 'visible';
    };
    // Never rejects: it only measures.
    return autoUpdate(reference, floating, () => void put());
    // oxlint-disable-next-line react/exhaustive-deps -- `changes` says when, as the caller sees it
  }, [element, near, placement, ...changes]);
}

/** Of what can be seen of the page, where all of it would be brought to the edge. */
function isOutside({ top, bottom, left, right }: DOMRect, barsEnd: number): boolean {
  return bottom < barsEnd || top > innerHeight || right < 0 || left > innerWidth;
}

/** What stays at the top while the page scrolls covers what would float there. */
function barsBottom(near: Element): number {
  const place = near.closest('[data-editor-root]') ?? document;
  const bars = [...place.querySelectorAll('[data-sticky-edge]')].map((bar) => bar.getBoundingClientRect());
  // On phones one of them is at the foot.
  return Math.max(0, ...bars.filter(({ top }) => top < innerHeight / 2).map(({ bottom }) => bottom));
}
