/** Tells the style sheets how much of the window a phone's keyboard covers, as `--keyboard-inset`. */

/** Browsers that make the window smaller for the keyboard leave nothing to tell. Undone by the returned function. */
export function watchKeyboard(root: HTMLElement, view: Window = window): () => void {
  const { visualViewport: viewport } = view;
  if (viewport === null) return () => {};
  const tell = (): void => {
    // A page that is zoomed in shows a part of itself without any keyboard.
    const covered = viewport.scale > 1.01 ? 0 : view.innerHeight - viewport.height - viewport.offsetTop;
    root.style.setProperty('--keyboard-inset', `${Math.max(0, Math.round(covered))}px`);
  };
  tell();
  viewport.addEventListener('resize', tell);
  viewport.addEventListener('scroll', tell);
  return () => {
    viewport.removeEventListener('resize', tell);
    viewport.removeEventListener('scroll', tell);
  };
}
