/** What these pages are told in their address: `?server=…&document=…&token=…&name=…&copy=yes`. A real page would know it. */

export interface Settings {
  readonly server: string;
  readonly document: string;
  readonly token: string | null;
  readonly name: string | null;
  /** Whether a copy is kept on the device. */
  readonly keepCopy: boolean;
}

export function readSettings(): Settings {
  const asked = new URLSearchParams(location.search);
  return {
    server: asked.get('server') ?? 'http://localhost:1234',
    document: asked.get('document') ?? 'welcome',
    token: asked.get('token'),
    name: asked.get('name'),
    keepCopy: asked.has('copy'),
  };
}

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element with the id ${JSON.stringify(id)}.`);
  return found;
}
