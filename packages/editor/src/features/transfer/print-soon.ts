/** Prints when what asked for it is gone: the browser's dialog holds the page as it is. */

export function printSoon(): void {
  setTimeout(() => window.print(), 150);
}
