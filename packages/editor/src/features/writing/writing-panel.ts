/** What the document's menu and keys can open beside the text. */
export type WritingPanel = 'find' | 'outline' | 'counts' | 'shortcuts';
