/** Brings documents in from files, chosen or dropped on the page, one after the other, with its progress and what went wrong. */
import { FileUp } from 'lucide-react';
import { type ReactElement, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { ApiError, refusalOf } from '../../api/request.ts';
import { importFile } from '../../api/transfer.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import type { ImportFault } from '../../ui/beside-strings.ts';
import { loadLater } from '../../ui/later.tsx';
import type { Strings } from '../../ui/strings.ts';
import { useWords } from '../../ui/words.ts';
import type { ImportWork } from './import-dialog.tsx';

const ImportDialog = loadLater(() => import('./import-dialog.tsx').then((module) => module.ImportDialog));

export interface ImportButtonProps {
  /** A name for each new document. */
  readonly newName: () => string;
  /** Called with what was brought in, once that is done and what went wrong has been read. */
  readonly onImported: (ids: readonly string[]) => void;
}

const accepted = '.md,.markdown,.txt,.html,.htm,.docx,.json';

export function ImportButton({ newName, onImported }: ImportButtonProps): ReactElement {
  const { transfer: words } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const { work, bringIn, close } = useImport({ newName, onImported });
  const isOver = useDrop((files) => bringIn(files));
  return (
    <>
      <Button onClick={() => field.current?.click()}>
        <FileUp aria-hidden="true" />
        {words.bringIn}
      </Button>
      <input
        ref={field}
        type="file"
        accept={accepted}
        multiple
        hidden
        data-testid="import"
        onChange={(event) => {
          bringIn([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {isOver ? <div className="drop-here">{words.drop}</div> : null}
      {work === null ? null : (
        <Suspense fallback={null}>
          <ImportDialog work={work} onDone={close} />
        </Suspense>
      )}
    </>
  );
}

function useImport({ newName, onImported }: ImportButtonProps): { work: ImportWork | null; bringIn: (files: readonly File[]) => void; close: () => void } {
  const words = useWords();
  const { toast } = useAnnouncer();
  const [work, setWork] = useState<ImportWork | null>(null);
  const cancel = useRef<AbortController | null>(null);
  const unread = useRef<readonly string[]>([]);
  const isHere = useIsHere();
  const run = async (files: readonly File[]): Promise<void> => {
    const { signal } = (cancel.current = new AbortController());
    const ids: string[] = [];
    const faults: string[] = [];
    for (const file of files) {
      const show = (part: number): void => setWork({ name: file.name, part, faults: [...faults], isDone: false });
      show(0);
      try {
        ids.push((await importFile(file, newName(), { onProgress: show, signal })).id);
      } catch (error) {
        if (signal.aborted) break;
        const reason = reasonOf(error, words);
        faults.push(`${words.transfer.bringFailed(file.name)} ${reason}`);
      }
    }
    setWork(faults.length === 0 || signal.aborted ? null : { name: '', part: 1, faults, isDone: true });
    // Who has left the list is told, and not led away from where they are.
    const told = [ids.length === 0 ? '' : words.transfer.brought(ids.length), isHere.current ? '' : faults.join(' ')].filter((text) => text !== '');
    if (told.length > 0) toast(told.join('. '));
    if (ids.length === 0 || !isHere.current) return;
    if (faults.length === 0 || signal.aborted) onImported(ids);
    // What follows may leave the page, and the dialog with it.
    else unread.current = ids;
  };
  const close = (): void => {
    cancel.current?.abort();
    setWork(null);
    const ids = unread.current;
    unread.current = [];
    if (ids.length > 0) onImported(ids);
  };
  return {
    work,
    // Never rejects.
    bringIn: (files) => void (files.length > 0 && (work === null || work.isDone) ? run(files) : null),
    close,
  };
}

function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}

/** In the person's own language where it is one of the known ones. */
function reasonOf(error: unknown, words: Strings): string {
  const byStatus: Readonly<Record<number, ImportFault>> = { 413: 'tooLarge', 415: 'unknown', 422: 'unreadable', 503: 'busy', 507: 'full' };
  const fault = error instanceof ApiError ? byStatus[error.status] : undefined;
  return fault === undefined ? (refusalOf(error) ?? words.errors.unreachable) : words.transfer.faults[fault];
}

/** Files that are dropped anywhere on the page. */
function useDrop(take: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', ({ relatedTarget }) => setOver((is) => is && relatedTarget !== null), { signal });
    window.addEventListener('drop', (event) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    }, { signal });
    return () => leaving.abort();
  }, []);
  return isOver;
}
