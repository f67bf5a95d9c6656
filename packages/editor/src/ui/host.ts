/** What the editor stands in: the page that is all its own, or a part of somebody else's. */
import { createContext, useContext } from 'react';

export interface Host {
  /** The element that the editor keeps to; null where the whole page is its own. It has the attribute `data-editor-root`. */
  readonly root: HTMLElement | null;
  /** What the paths of the server are put behind; empty on the server's own page. */
  readonly serverUrl: string;
}

export const HostContext = createContext<Host>({ root: null, serverUrl: '' });

export function useHost(): Host {
  return useContext(HostContext);
}
