/** The door of the package. Nothing here is bound to a page: whoever has no DOM hands one in. */
export { readHtml } from './html/read-html.ts';
export { writeHtml } from './html/write-html.ts';
export { readMarkdown } from './markdown/read-markdown.ts';
export { writeMarkdown } from './markdown/write-markdown.ts';
export { joinTitle, splitTitle, type TitledDocument } from './title.ts';
