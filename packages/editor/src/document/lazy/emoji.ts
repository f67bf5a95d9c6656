/** Emoji by the names that GitHub gives them. A chunk of its own: loaded when somebody types a colon and two letters. */
import shortcodes from 'emojibase-data/en/shortcodes/github.json';

export interface Emoji {
  /** Its first name. */
  readonly label: string;
  /** Its other names. */
  readonly also: string;
  readonly character: string;
}

export const emoji: readonly Emoji[] = Object.entries(shortcodes as Readonly<Record<string, string | readonly string[]>>).map(([code, names]) => {
  const [label = '', ...others] = typeof names === 'string' ? [names] : names;
  return { label, also: others.join(' '), character: characterOf(code) };
});

/** The emoji of exactly that name, or null. */
export function emojiOf(name: string): string | null {
  return emoji.find(({ label, also }) => label === name || also.split(' ').includes(name))?.character ?? null;
}

/** From `1F469-200D-1F4BB` to the character; a lone heart or sun is asked for in colour. */
function characterOf(code: string): string {
  const points = code.split('-').map((point) => Number.parseInt(point, 16));
  const isText = points.length === 1 && (points[0] ?? 0) < 0x1f000;
  return String.fromCodePoint(...points) + (isText ? '\ufe0f' : '');
}
