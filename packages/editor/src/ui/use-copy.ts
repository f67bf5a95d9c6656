/** Copies text or a link, and says whether it worked. */
import { useCallback } from 'react';
import { copyText } from '../copy-text.ts';
import { useAnnouncer } from './announcer.tsx';
import { useWords } from './words.ts';

/** Copies a path of this page as a whole address. */
export function useCopyLink(): (path: string) => void {
  const { document: texts } = useWords();
  const copy = useCopy({ done: texts.linkCopied, failed: texts.copyFailed });
  return useCallback((path) => copy(new URL(path, location.origin).href), [copy]);
}

export function useCopy({ done, failed }: { readonly done: string; readonly failed: string }): (text: string) => void {
  const { toast } = useAnnouncer();
  return useCallback(
    (text) => {
      const copy = async (): Promise<void> => {
        try {
          await copyText(text);
          toast(done);
        } catch {
          toast(failed);
        }
      };
      void copy();
    },
    [toast, done, failed],
  );
}
