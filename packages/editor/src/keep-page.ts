/** Has the browser keep this page's files, so that it can be opened without a network; only where the context is secure. */
import { whenSettled } from './when-settled.ts';

/** As in service-worker.ts. */
const lockPrefix = 'scriptorium-page-';

export function keepPage(): void {
  const id = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content;
  if (!import.meta.env.PROD || id === undefined) return;
  if ('serviceWorker' in navigator) holdBuild(id);
  // What the page shows comes first: it is all files, and over a slow network a document's editor would wait for them.
  const keep = (): void => whenSettled(keepFiles);
  if (document.readyState === 'complete') keep();
  else window.addEventListener('load', keep, { once: true });
}

/** As long as this tab is open its build's files stay: it may need one that it has not loaded yet. [L22] */
function holdBuild(id: string): void {
  const hold = async (): Promise<never> => {
    navigator.serviceWorker.controller?.postMessage('opened');
    // Ends with the tab.
    return await new Promise(() => {});
  };
  navigator.locks.request(lockPrefix + id, { mode: 'shared' }, hold).catch(() => {});
}

function keepFiles(): void {
  // On plain http from another machine there is no service worker, and the page promises nothing of the kind.
  if (!('serviceWorker' in navigator)) loadTheRest();
  // Refused by the person's settings, or an incomplete build: then the page is as on plain http.
  else navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(loadTheRest);
}

/** The list then leads to the documents on this device as long as this tab is open. [L13] */
function loadTheRest(): void {
  // What can't be had now is asked for again when it is needed.
  import('./pages/document-page.tsx').catch(() => {});
}
