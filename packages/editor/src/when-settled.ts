/** Lets what a page shows come first: its parts that are still on their way say so by `aria-busy`. */

/** Who waits gets on with it after so long, whatever is missing. */
export const settledWithinMs = 10_000;

/** Runs once nothing on the page is busy. */
export function whenSettled(work: () => void): void {
  // What index.html shows before there is any code has no `main`.
  const isBusy = (): boolean => document.querySelector('main') === null || document.querySelector('[aria-busy="true"]') !== null;
  if (!isBusy()) {
    work();
    return;
  }
  const finish = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    work();
  };
  const observer = new MutationObserver(() => {
    if (!isBusy()) finish();
  });
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-busy'] });
  const timer = setTimeout(finish, settledWithinMs);
}
