/** Keeps what a person reads where it is when another element takes the place of the one that shows it. */

export interface KeptPlace {
  /** The block at the upper edge of the window, counted from the first. */
  readonly index: number;
  /** Its own upper edge, in pixels from that of the window. */
  readonly top: number;
}

/** Null at the beginning of the page, where there is nothing to keep. */
export function readPlace(text: Element | null): KeptPlace | null {
  if (text === null || window.scrollY <= 0) return null;
  const index = [...text.children].findIndex((block) => block.getBoundingClientRect().bottom > 0);
  const block = text.children[index];
  return block === undefined ? null : { index, top: block.getBoundingClientRect().top };
}

/** For blocks that get their true heights only once they are near the window. */
const framesMax = 10;

/** For an element with the same blocks. Gives back the way to stop; whoever scrolls meanwhile has the last word. */
export function restorePlace(text: Element | null, { index, top }: KeptPlace): () => void {
  const over = new AbortController();
  const { signal } = over;
  const stop = (): void => over.abort();
  for (const type of ['wheel', 'touchstart', 'pointerdown', 'keydown']) window.addEventListener(type, stop, { signal, passive: true });
  const settle = (frames: number): void => {
    const block = text?.children[index];
    if (signal.aborted || block === undefined) return;
    const away = block.getBoundingClientRect().top - top;
    if (Math.abs(away) >= 1) window.scrollBy({ top: away, behavior: 'instant' });
    if (frames === 0) stop();
    else requestAnimationFrame(() => settle(frames - 1));
  };
  settle(framesMax);
  return stop;
}
