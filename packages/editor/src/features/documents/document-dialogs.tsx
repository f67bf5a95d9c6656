/** The questions about a document: what is it called now, is it really to be deleted, and for ever. */
import { type ReactElement, useState } from 'react';
import { limits } from '@scriptorium/protocol';
import { type DocumentEntry, deleteDocument, renameDocument } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, Field } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { describeError } from './describe-error.ts';

export interface RenameDialogProps {
  readonly document: DocumentEntry;
  readonly onClose: () => void;
  readonly onRenamed: (entry: DocumentEntry) => void;
}

export function RenameDialog({ document, onClose, onRenamed }: RenameDialogProps): ReactElement {
  const words = useWords();
  const [title, setTitle] = useState(document.title ?? '');
  const action = useAction(words.rename.failed, async () => {
    onRenamed(await renameDocument(document.id, title.trim()));
    onClose();
  });
  return (
    <Dialog title={words.rename.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run();
        }}
      >
        <Field label={words.rename.label} value={title} onChange={setTitle} error={action.error} lengthMax={limits.titleLengthMax} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{words.app.cancel}</Button>
          <Button look="primary" type="submit" disabled={action.isBusy || title.trim() === ''}>
            {words.rename.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export interface DeleteDialogProps {
  readonly documentId: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteDialog({ documentId, title, onClose, onDeleted }: DeleteDialogProps): ReactElement {
  const words = useWords();
  const action = useAction(words.remove.failed, async () => {
    await deleteDocument(documentId);
    onClose();
    onDeleted();
  });
  return <Confirm title={words.remove.title(title)} text={words.remove.text} confirm={words.remove.confirm} action={action} onClose={onClose} />;
}

export interface EraseDialogProps {
  readonly title: string;
  readonly text: string;
  readonly erase: () => Promise<void>;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

/** For ever, out of the trash. */
export function EraseDialog({ title, text, erase, onClose, onErased }: EraseDialogProps): ReactElement {
  const words = useWords();
  const action = useAction(words.trash.eraseFailed, async () => {
    await erase();
    onClose();
    onErased();
  });
  return <Confirm title={title} text={text} confirm={words.trash.erase} action={action} onClose={onClose} />;
}

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly action: Action;
  readonly onClose: () => void;
}

function Confirm({ title, text, confirm, action, onClose }: ConfirmProps): ReactElement {
  const words = useWords();
  return (
    <Dialog title={title} text={text} onClose={onClose}>
      {action.error === null ? null : (
        <p className="field-note is-error" role="alert">
          {action.error}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>{words.app.cancel}</Button>
        <Button look="danger" disabled={action.isBusy} onClick={action.run}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}

interface Action {
  readonly run: () => void;
  readonly isBusy: boolean;
  readonly error: string | null;
}

/** Runs a request once at a time, and keeps what went wrong for the dialog to show. */
function useAction(failure: string, perform: () => Promise<void>): Action {
  const words = useWords();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await perform();
    } catch (cause) {
      setError(`${failure}. ${describeError(cause, words)}`);
      setBusy(false);
    }
  };
  return { run: () => void run(), isBusy, error };
}
