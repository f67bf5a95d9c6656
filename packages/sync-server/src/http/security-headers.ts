/** Headers that bind the browser: no inline script, no frames, no sniffing, no strangers. */
import type { MiddlewareHandler } from 'hono';

/**
 * `'self'` covers the WebSocket of our own host too. Styles come from files, and from one source beside them: what carries the
 * nonce of this response, or what has a known hash. Images may be data and blobs: avatars and pasted pictures are.
 */
export function contentSecurityPolicy(styleSource: string | null): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self'${styleSource === null ? '' : ` ${styleSource}`}`,
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}

const policyHeader = 'content-security-policy';

const headers: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // Names of documents are in the address: other sites are not told.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** On every response; a page that has set its own policy keeps it. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    if (!c.res.headers.has(policyHeader)) c.res.headers.set(policyHeader, contentSecurityPolicy(null));
  };
}
