/** Puts text on the clipboard, also where the page is served without TLS from another machine, which has no `navigator.clipboard`. */

/** Call it in the turn of what the person pressed. Rejects where the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) await navigator.clipboard.writeText(text);
  else copyByCommand(text);
}

/** Selects nothing and moves no focus: the event of copying is answered before anybody else hears it. */
function copyByCommand(text: string): void {
  let isCopied = false;
  const give = (event: ClipboardEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    isCopied = event.clipboardData !== null;
  };
  window.addEventListener('copy', give, { capture: true });
  // Deprecated, and the only way there.
  document.execCommand('copy');
  window.removeEventListener('copy', give, { capture: true });
  if (!isCopied) throw new Error('The browser does not allow copying.');
}
