/** Reads addresses: what a link gets, and whether it may lead there; every other scheme is refused, with the reason. Pure. */
import { linkSchemes } from '@scriptorium/conversion/link-schemes';

/** What an address without a scheme gets. */
export const defaultLinkScheme = 'https';

export type LinkCheck =
  | { readonly isAllowed: true; readonly href: string }
  | { readonly isAllowed: false; readonly fault: 'empty' | 'malformed' }
  | { readonly isAllowed: false; readonly fault: 'scheme'; readonly scheme: string };

/** Reads what a person typed or pasted as an address; gives the address that the link gets, or why it gets none. */
export function checkLink(input: string): LinkCheck {
  const text = strip(input);
  if (text === '') return { isAllowed: false, fault: 'empty' };
  const scheme = schemeOf(text);
  if (scheme !== null && !linkSchemes.includes(scheme)) return { isAllowed: false, fault: 'scheme', scheme };
  if (scheme !== null) return wellFormed(text);
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(text)) return wellFormed(`mailto:${text}`);
  return wellFormed(`${defaultLinkScheme}://${text.replace(/^\/+/, '')}`);
}

/** For addresses that come with content: an address without a scheme can't run anything. */
export function isAllowedLink(uri: string): boolean {
  const scheme = schemeOf(strip(uri));
  return scheme === null || linkSchemes.includes(scheme);
}

/** Whether text that looks like an address becomes a link while typing: not each word with a dot in it. */
export function isWorthLinking(text: string): boolean {
  if (!isAllowedLink(text)) return false;
  const hasScheme = schemeOf(strip(text)) !== null;
  const host = (text.split('@').at(-1) ?? text).split(/[/?#:]/)[0] ?? '';
  return hasScheme || (host.includes('.') && !/^\d{1,3}(\.\d{1,3}){3}$/.test(host));
}

/** Browsers drop control characters and spaces inside a scheme, so `java\tscript:` counts as what it becomes. */
function strip(input: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return input.trim().replaceAll(/[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, '');
}

function schemeOf(text: string): string | null {
  const match = /^\s*([a-z][a-z0-9+.-]*)\s*:/i.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  if (scheme === undefined) return null;
  // `example.org:8080` and `localhost:3000` are a host with a port.
  const isHostWithPort = /^(?:localhost|[^:]*\.[^:]+):\d{1,5}(?:[/?#]|$)/i.test(text);
  return isHostWithPort ? null : scheme;
}

function wellFormed(href: string): LinkCheck {
  const isAddress = URL.canParse(href) && !/\s/.test(href);
  const hasTarget = /^mailto:[^@\s]+@[^@\s]+/i.test(href) || /^https?:\/\/[^/\s?#]+/i.test(href);
  return isAddress && hasTarget ? { isAllowed: true, href } : { isAllowed: false, fault: 'malformed' };
}
