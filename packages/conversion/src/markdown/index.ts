/** Reading Markdown, apart from the rest: a page loads it when somebody pastes some. */
export { readMarkdown } from './read-markdown.ts';
