/** Which pages may talk to this server from a browser. [P7] */

export interface OriginCheck {
  /** Pages beside our own, as browsers spell them: `https://notes.example`. */
  readonly allowedOrigins: readonly string[];
}

/**
 * `origin` is null where the request came from no browser, which passes. Our own origin is `http://` and the `Host` that
 * the same request has; a proxy that ends TLS makes it another one, which has to be allowed. Gives a sentence where it is refused.
 */
export function refuseOrigin(
  { origin, host }: { readonly origin: string | null; readonly host: string | null },
  { allowedOrigins }: OriginCheck,
): string | null {
  if (origin === null) return null;
  const normalized = normalizeOrigin(origin);
  if (normalized !== null) {
    if (host !== null && normalized === normalizeOrigin(`http://${host}`)) return null;
    if (allowedOrigins.some((allowed) => normalizeOrigin(allowed) === normalized)) return null;
  }
  return (
    `Pages of ${JSON.stringify(origin)} may not talk to this server; ` +
    'start it with --allow-origin and that address if they should.'
  );
}

/** Scheme, host and port as browsers spell them, or null where the text is no origin of a web page. */
export function normalizeOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isWeb && isBare ? url.origin : null;
}
