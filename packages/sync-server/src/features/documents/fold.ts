/** Text as search compares it: without case, accents and compatibility forms, and with single spaces. */

const marks = /\p{M}+/gu;
const spaces = /\s+/gu;
// oxlint-disable-next-line no-control-regex -- ASCII is what is looked for
const isAscii = /^[\u0000-\u007f]*$/u;

export function fold(text: string): string {
  const lower = text.toLowerCase();
  const bare = isAscii.test(lower) ? lower : lower.normalize('NFKD').replace(marks, '');
  return bare.replace(spaces, ' ').trim();
}

/** Each of these has to be found. At most so many, and each so long, as a person would type. */
const termsMax = 16;
const termLengthMax = 64;

export function termsOf(query: string): readonly string[] {
  const terms = fold(query).split(' ').filter((term) => term !== '');
  return [...new Set(terms.map((term) => term.slice(0, termLengthMax)))].slice(0, termsMax);
}
