/** Loads code that comes when it is first needed, over a connection that may fail: asked for again, later and later, and anew when there is hope. */

/** So often it is asked for in a row: after that whoever waits is better off without. */
export const attemptsMax = 4;
/** After the first failure it is asked for again so soon, after each further one twice as late. */
export const againAfterMs = 1_000;

export interface LateCodeOptions {
  /** Ends the asking. */
  readonly signal?: AbortSignal;
  /** Calls back once; what it gives back cancels that. */
  readonly after?: (ms: number, callback: () => void) => () => void;
}

/** Asks in a row; `isAnew` where it could not be had before. Null where it can't be had, or was ended. Never rejects. */
export async function loadPatiently<Code>(
  load: () => Promise<Code>,
  { signal = unending(), after = afterMs, isAnew = false }: LateCodeOptions & { readonly isAnew?: boolean } = {},
): Promise<Code | null> {
  let isAgain = isAnew;
  for (let failures = 0; !signal.aborted; isAgain = true) {
    try {
      if (isAgain) await loadStylesAgain();
      return await load();
    } catch {
      failures += 1;
    }
    if (failures === attemptsMax) return null;
    if ((await pause(againAfterMs * 2 ** (failures - 1), { signal, after })) === 'online') failures = 0;
  }
  return null;
}

/** Asks until it is there: in a row, and so again each time that there is hope. Null where it was ended. Never rejects. */
export async function loadAtLast<Code>(load: () => Promise<Code>, { signal = unending(), after = afterMs }: LateCodeOptions = {}): Promise<Code | null> {
  let code = await loadPatiently(load, { signal, after });
  while (code === null && !signal.aborted) {
    await new Promise<void>((resolve) => {
      const end = onceThereIsHope(resolve);
      signal.addEventListener('abort', end, { once: true });
    });
    code = await loadPatiently(load, { signal, after, isAnew: true });
  }
  return code;
}

/** Calls back once: when the network or the person comes back, or, if neither has, when what it returns is called. */
export function onceThereIsHope(callback: () => void): () => void {
  const over = new AbortController();
  const run = (): void => {
    if (over.signal.aborted) return;
    over.abort();
    callback();
  };
  for (const type of ['online', 'focus']) window.addEventListener(type, run, { signal: over.signal });
  return run;
}

/** Until the time is over, a network has come, or it is ended. */
async function pause(ms: number, { signal, after }: Required<LateCodeOptions>): Promise<'over' | 'online'> {
  const ended = new AbortController();
  let cancel = (): void => {};
  const what = await new Promise<'over' | 'online'>((resolve) => {
    cancel = after(ms, () => resolve('over'));
    window.addEventListener('online', () => resolve('online'), { signal: ended.signal });
    signal.addEventListener('abort', () => resolve('over'), { signal: ended.signal });
    if (signal.aborted) resolve('over');
  });
  cancel();
  ended.abort();
  return what;
}

/** Those that could not be had: what loads code loads its styles but once, and code is not to be seen without them. Rejects where one can't be had now. */
async function loadStylesAgain(): Promise<void> {
  // Those of elsewhere are not the page's own, and can't be looked into.
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].filter(({ href }) => href.startsWith(`${location.origin}/`));
  const had = new Set(links.filter(isThere).map(({ href }) => href));
  const onTheirWay = new Map(links.filter(({ dataset }) => dataset['again'] !== undefined).map((link) => [link.href, link]));
  const missing = new Map(links.filter(({ href }) => !had.has(href)).map((link) => [link.href, link]));
  await Promise.all([...missing].map(async ([href, link]) => await arrival(onTheirWay.get(href) ?? askAgain(link))));
}

/** For styles that can't be had Chromium has a sheet too, which can't be read. */
function isThere({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length >= 0;
  } catch {
    return false;
  }
}

function askAgain(link: HTMLLinkElement): HTMLLinkElement {
  const again = document.importNode(link);
  again.dataset['again'] = '';
  again.addEventListener('error', () => again.remove());
  document.head.append(again);
  return again;
}

async function arrival(link: HTMLLinkElement): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error(`${link.href} can't be had.`)));
  });
}

function unending(): AbortSignal {
  return new AbortController().signal;
}

function afterMs(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
