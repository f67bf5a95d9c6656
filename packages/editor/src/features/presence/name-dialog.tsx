/** Asks a person for the name that the others see. */
import { type ReactElement, useState } from 'react';
import { personNameMax } from '../../sync/person.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, Field } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';

export interface NameDialogProps {
  readonly name: string;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

export function NameDialog({ name, onClose, onSave }: NameDialogProps): ReactElement {
  const words = useWords();
  const [value, setValue] = useState(name);
  return (
    <Dialog title={words.people.nameTitle} text={words.people.nameText} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() !== '') onSave(value);
        }}
      >
        <Field label={words.people.nameLabel} value={value} onChange={setValue} lengthMax={personNameMax} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{words.app.cancel}</Button>
          <Button look="primary" type="submit" disabled={value.trim() === ''}>
            {words.people.nameSave}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
