/** Reads Markdown that was pasted. A chunk of its own: loaded with the first text that looks like it. */
export { readMarkdown } from '@scriptorium/conversion/markdown';
