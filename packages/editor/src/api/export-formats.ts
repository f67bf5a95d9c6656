/** What a document can be taken out as. */

export const exportFormats = ['md', 'html', 'docx'] as const;
export type ExportFormat = (typeof exportFormats)[number];
