/** Which Chromium the browser tests drive, and with which flags. */
import { readFileSync } from 'node:fs';

const chosen = process.env['CHROMIUM_PATH'] ?? '';

export const chromiumPath = chosen === '' ? '/usr/bin/chromium' : chosen;

/** No sandbox, since containers run as root; nothing of its own goes over the network. The measurements have the same. */
export const chromiumArguments = JSON.parse(readFileSync(new URL('../../scripts/chromium-flags.json', import.meta.url), 'utf8')) as string[];
