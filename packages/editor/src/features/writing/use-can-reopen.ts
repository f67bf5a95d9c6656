/** Whether this page can be loaded on this device without a network: its service worker has all of it, and serves it. */
import { useSyncExternalStore } from 'react';
import { useHost } from '../../ui/host.ts';

export function useCanReopen(): boolean {
  const { root } = useHost();
  // Of somebody else's page it is not known.
  return useSyncExternalStore(subscribe, canReopen) && root === null;
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
