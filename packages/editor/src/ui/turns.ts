/** Work in turns: between them the page answers, and shows what there is to show. */

/** Resolves in a turn of its own. Not by a timer: a page that nobody sees is given few of those. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}

/** Runs once what stands on the page now is on the screen; soon where nothing is drawn, as in a tab behind others. Gives back the way to cancel. */
export function afterPaint(work: () => void): () => void {
  const over = new AbortController();
  const run = (): void => {
    if (over.signal.aborted) return;
    over.abort();
    work();
  };
  const drawn = (): void => {
    // The first frame draws it, and the next begins when that is done.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
  };
  if (document.hidden) setTimeout(run);
  else {
    drawn();
    // Frames stop when the tab goes behind others.
    document.addEventListener('visibilitychange', run, { signal: over.signal });
  }
  return () => over.abort();
}
