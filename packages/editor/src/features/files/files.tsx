/** What comes into the text from outside: files that are pasted, dropped or chosen, and pasted Markdown; gives the chosen image its tools. */
import './files.css';
import type { Editor } from '@tiptap/core';
import { type ReactElement, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { uploadFile } from '../../api/files.ts';
import { ApiError } from '../../api/request.ts';
import { PastedText } from '../../document/pasted-text.ts';
import { type PlacedFile, Uploads } from '../../document/uploads.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { keyNames } from '../../ui/key-names.ts';
import type { Strings } from '../../ui/strings.ts';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';
import { ImageTools } from './image-tools.tsx';

export interface FilesProps {
  readonly editor: Editor;
  readonly documentId: string;
  readonly isWritable: boolean;
  /** Who uploads, where that has to be proven. */
  readonly token?: () => string | null;
  /** Where the page hands over what was dropped beside the text. */
  readonly stray?: RefObject<((files: readonly File[]) => void) | null>;
}

const noToken = (): null => null;

export function Files(props: FilesProps): ReactElement {
  const { editor, isWritable } = props;
  return (
    <>
      {isWritable ? <TakingIn {...props} /> : null}
      <ImageTools editor={editor} isWritable={isWritable} />
    </>
  );
}

/** Files and Markdown from outside. */
function TakingIn({ editor, documentId, token = noToken, stray }: FilesProps): ReactElement {
  const words = useWords();
  const { serverUrl: server } = useHost();
  const announcer = useAnnouncer();
  const uploads = useRef<Uploads | null>(null);
  const unfinished = useRef<readonly PlacedFile[]>([]);
  // With the field itself: who can choose a file is heard.
  useLayoutEffect(() => {
    const { files } = words;
    const opened = new Uploads(editor, {
      upload: (file, options) => uploadFile(documentId, file, { ...options, server, token: token() }),
      words: files,
      faultOf: (error, file) => `${files.failed(file.name)} ${files.faults[faultOf(error)]}`,
      onDone: (file) => announcer.say(files.uploaded(file.name)),
      onFault: (message) => announcer.alert(message),
    });
    uploads.current = opened;
    // Another language has another editor; what was on its way begins again there.
    opened.resume(unfinished.current);
    if (stray !== undefined) stray.current = (dropped) => opened.addAtEnd(dropped);
    const ask = (event: BeforeUnloadEvent): void => {
      if (opened.isBusy) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      uploads.current = null;
      if (stray !== undefined) stray.current = null;
      unfinished.current = opened.close();
    };
  }, [editor, documentId, server, token, words, announcer, stray]);
  useLayoutEffect(() => {
    const pasted = new PastedText(editor, { onFormatted: () => announcer.toast(words.files.formatted(keyNames('Mod-Z'))) });
    return () => pasted.close();
  }, [editor, words, announcer]);
  useSpeechOfTheUnfinished(unfinished);
  return (
    <input
      type="file"
      multiple
      hidden
      data-file-chooser
      data-testid="file-chooser"
      onChange={(event) => {
        uploads.current?.add([...(event.target.files ?? [])]);
        event.target.value = '';
        editor.view.focus();
      }}
    />
  );
}

/** Of files that were on their way when the person left, or may write no more. */
function useSpeechOfTheUnfinished(unfinished: RefObject<readonly PlacedFile[]>): void {
  const { files } = useWords();
  const { toast } = useAnnouncer();
  const latest = useRef(files);
  latest.current = files;
  useEffect(
    () => () => {
      if (unfinished.current.length > 0) toast(unfinished.current.map(({ file }) => latest.current.failed(file.name)).join(' '));
    },
    [unfinished, toast],
  );
}

/** Which of the known troubles it was; each has its sentence. */
export function faultOf(error: unknown): keyof Strings['files']['faults'] {
  if (!(error instanceof ApiError)) return 'other';
  if (error.code === 'unreachable') return 'lost';
  const byStatus: Readonly<Record<number, keyof Strings['files']['faults']>> = {
    400: 'empty', 401: 'forbidden', 403: 'forbidden', 404: 'gone', 410: 'gone', 413: 'tooLarge', 415: 'notImage', 502: 'lost', 503: 'busy', 504: 'lost', 507: 'full',
  };
  return byStatus[error.status] ?? 'other';
}
