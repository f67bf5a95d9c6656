/** Whether this page can be loaded on this device without a network: its service worker has all of it, and serves it. */
import { useSyncExternalStore } from 'react';

export function useCanReopen(): boolean {
  return useSyncExternalStore(subscribe, canReopen);
}

/** Where the context is not secure there is no service worker. */
function canReopen(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

function subscribe(listener: () => void): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  navigator.serviceWorker.addEventListener('controllerchange', listener);
  return () => navigator.serviceWorker.removeEventListener('controllerchange', listener);
}
