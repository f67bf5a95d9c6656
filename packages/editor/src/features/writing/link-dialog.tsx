/** Asks for the address of a link, and says what is wrong with one that is refused. */
import { type ReactElement, useState } from 'react';
import { type LinkCheck, checkLink } from '../../document/link-policy.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, Field } from '../../ui/dialog.tsx';
import type { Strings } from '../../ui/strings.ts';
import { useWords } from '../../ui/words.ts';

export interface LinkDialogProps {
  /** The address that the link has, or null where there is none yet. */
  readonly href: string | null;
  readonly refusal: string | null;
  readonly onSave: (href: string) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function LinkDialog({ href, refusal, onSave, onRemove, onClose }: LinkDialogProps): ReactElement {
  const words = useWords();
  const [value, setValue] = useState(href ?? '');
  const [error, setError] = useState<string | null>(null);
  const save = (): void => {
    if (refusal !== null) return;
    const check = checkLink(value);
    if (check.isAllowed) onSave(check.href);
    else setError(faultText(check, words));
  };
  return (
    <Dialog title={href === null ? words.link.addTitle : words.link.editTitle} refusal={refusal} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={words.link.label}
          hint={words.link.hint}
          value={value}
          inputMode="url"
          error={error}
          onChange={(next) => {
            setValue(next);
            setError(null);
          }}
        />
        <div className="dialog-actions">
          {href === null ? null : (
            <Button look="quiet" className="is-first" disabled={refusal !== null} onClick={onRemove}>
              {words.link.remove}
            </Button>
          )}
          <Button onClick={onClose}>{words.app.cancel}</Button>
          <Button look="primary" type="submit" disabled={refusal !== null}>
            {words.link.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function faultText(check: Extract<LinkCheck, { isAllowed: false }>, { link }: Strings): string {
  switch (check.fault) {
    case 'empty':
      return link.empty;
    case 'malformed':
      return link.malformed;
    case 'scheme':
      return link.scheme(check.scheme);
  }
}
