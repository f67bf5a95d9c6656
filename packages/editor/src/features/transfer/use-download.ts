/** A document as a file on this device. */
import { ApiError } from '../../api/request.ts';
import type { ExportFormat } from '../../api/export-formats.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { useWords } from '../../ui/words.ts';

export function useDownload(documentId: string): (format: ExportFormat) => void {
  const words = useWords();
  const { toast } = useAnnouncer();
  const download = async (format: ExportFormat): Promise<void> => {
    toast(words.transfer.preparing);
    try {
      const { exportDocument } = await import('../../api/transfer.ts');
      const { name, content } = await exportDocument(documentId, format);
      save(name, content);
    } catch (error) {
      const reason = error instanceof ApiError && error.code === 'refused' ? error.detail || error.message : words.errors.unreachable;
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
