/** Fetches the files that index.html names for later. All at once: they are run when somebody imports them, which may be in turns. */

/** Where the page came without names, as from this device, each file is fetched when it is imported. */
export function fetchLaterFiles(): void {
  const names = document.querySelector<HTMLMetaElement>('meta[name="later-files"]');
  if (names === null) return;
  names.remove();
  for (const href of names.content.split(' ').filter((name) => name !== '')) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', href }));
  }
}
