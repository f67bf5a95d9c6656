/** A document as a file on this device. */
import { refusalOf } from '../../api/request.ts';
import type { ExportFormat } from '../../api/export-formats.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';

export function useDownload(documentId: string, title: string): (format: ExportFormat) => void {
  const words = useWords();
  const { toast } = useAnnouncer();
  const download = async (format: ExportFormat): Promise<void> => {
    toast(words.transfer.preparing);
    try {
      const { exportDocument } = await import('../../api/transfer.ts');
      // The server learns a title a few seconds after it was written; the page has it.
      save(`${fileNameOf(title)}.${format}`, await exportDocument(documentId, format));
    } catch (error) {
      const reason = refusalOf(error) ?? words.errors.unreachable;
      toast(`${words.transfer.takeFailed}. ${reason}`);
    }
  };
  // Never rejects.
  return (format) => void download(format);
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Without what a file system could take for something else. */
export function fileNameOf(title: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = title.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"<>:|?*/\\]/g, ' ').replaceAll(/\s+/g, ' ').trim();
  return clean.slice(0, 100).toWellFormed().trim() || 'document';
}
