/** How far an import is, and what went wrong. */
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

/** What is on its way. */
export interface ImportWork {
  readonly name: string;
  /** From 0 to 1, of what has been sent. */
  readonly part: number;
  readonly faults: readonly string[];
  readonly isDone: boolean;
}

export interface ImportDialogProps {
  readonly work: ImportWork;
  /** What was read, or is not wanted any more. Not called where this very code can't be had: what is sent goes on. */
  readonly onDone: () => void;
}

export function ImportDialog({ work, onDone }: ImportDialogProps): ReactElement {
  const words = useWords();
  const label = work.part < 1 ? words.transfer.bringing(work.name) : words.transfer.reading(work.name);
  return (
    <Dialog title={words.transfer.bringIn} onClose={onDone}>
      {work.isDone ? null : (
        <div className="transfer-progress">
          <p>{label}</p>
          <progress aria-label={label} {...(work.part < 1 ? { value: work.part } : {})} />
        </div>
      )}
      {work.faults.map((fault, index) => (
        // Two files may fail with the same words, and none of them goes away.
        <p key={index} className="field-note is-error transfer-fault" role="alert">
          {fault}
        </p>
      ))}
      <div className="dialog-actions">
        <Button onClick={onDone}>{work.isDone ? words.app.close : words.app.cancel}</Button>
      </div>
    </Dialog>
  );
}
