/** Which Chromium the browser tests drive, and with which flags. */

const chosen = process.env['CHROMIUM_PATH'] ?? '';

export const chromiumPath = chosen === '' ? '/usr/bin/chromium' : chosen;

/** No sandbox, since containers run as root; nothing of its own goes over the network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
