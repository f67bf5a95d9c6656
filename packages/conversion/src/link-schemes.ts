/** Where a link may lead, in the page and in what is written of a document: each other scheme may start a program or run in the page. */
export const linkSchemes: readonly string[] = ['http', 'https', 'mailto'];
