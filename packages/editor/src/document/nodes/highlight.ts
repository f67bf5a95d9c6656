/** Highlighted text, in one of the colours of a box of markers. The document names the colour; each theme has its own tone. */
import { Highlight } from '@tiptap/extension-highlight';

export const highlightColours = ['yellow', 'green', 'blue', 'pink', 'purple'] as const;
export type HighlightColour = (typeof highlightColours)[number];

/** Yellow is what a document holds as no colour at all: so stock TipTap pages write it too. */
export const TextHighlight = Highlight.extend({
  addAttributes: () => ({
    color: {
      default: null,
      parseHTML: (element: HTMLElement) => readHighlight(element.dataset['color']),
      renderHTML: ({ color }: Record<string, unknown>) => (readHighlight(color) === null ? {} : { 'data-color': readHighlight(color) }),
    },
  }),
});

export function readHighlight(value: unknown): Exclude<HighlightColour, 'yellow'> | null {
  const colour = highlightColours.find((candidate) => candidate === value);
  return colour === undefined || colour === 'yellow' ? null : colour;
}
