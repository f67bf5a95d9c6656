/** Whether a browser takes a content coding, by its `Accept-Encoding` (RFC 9110, 12.5.3). */

export type Encoding = 'br' | 'gzip' | 'identity';

/** Where nothing is said only the bytes as they are will do, and those will do unless they are ruled out. */
export function acceptsEncoding(header: string | null, encoding: Encoding): boolean {
  const offers = new Map((header ?? '').split(',').map(parseOffer));
  const weight = offers.get(encoding) ?? (encoding === 'identity' ? undefined : offers.get('*'));
  if (weight === undefined) return encoding === 'identity';
  return weight > 0;
}

function parseOffer(offer: string): readonly [string, number] {
  const [coding = '', ...parameters] = offer.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return [coding, Number.isNaN(weight) ? 0 : weight];
}
