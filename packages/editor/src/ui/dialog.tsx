/** A modal question: the browser's own dialog, which keeps focus and the Escape key in order. */
import { type ReactElement, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { X } from 'lucide-react';
import { Button } from './button.tsx';
import { useWords } from './words.ts';

export interface DialogProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  /** Why what is written here can't be used any more; it stays to be copied. */
  readonly refusal?: string | null;
  readonly onClose: () => void;
}

/** Mount it to open it; it calls `onClose` when the person is done with it. */
export function Dialog({ title, text, children, isWide = false, refusal = null, onClose }: DialogProps): ReactElement {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();

  // In this very turn: an item of a menu that leads here is gone in the next.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const focused = lasting(document.activeElement);
    if (!element.open) element.showModal();
    // The browser would take the first control, which is the cross.
    const first = element.querySelector<HTMLElement>('input, textarea, .dialog-actions button, .outline-entry');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
    return () => {
      element.close();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a click on the backdrop; Escape is the key for it
    <dialog
      ref={dialog}
      className={isWide ? 'dialog is-wide' : 'dialog'}
      aria-labelledby={titleId}
      aria-describedby={text === undefined ? undefined : textId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <Button look="icon" aria-label={words.app.close} onClick={onClose}>
            <X aria-hidden="true" />
          </Button>
        </div>
        {text === undefined ? null : (
          <p className="dialog-text" id={textId}>
            {text}
          </p>
        )}
        {refusal === null ? null : (
          <p className="dialog-refusal" role="alert">
            {refusal}
          </p>
        )}
        {children}
      </div>
    </dialog>
  );
}

/** Where the focus was; for an item of a menu, which closes, the button that opened that. */
function lasting(focused: Element | null): Element | null {
  const menu = focused?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
}

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly hint?: string;
  readonly lengthMax?: number;
  readonly inputMode?: 'text' | 'url';
}

/** A text field in a dialog. */
export function Field({ label, value, onChange, error = null, hint, lengthMax, inputMode = 'text' }: FieldProps): ReactElement {
  const id = useId();
  const note = error ?? hint ?? null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        inputMode={inputMode}
        maxLength={lengthMax}
        autoComplete="off"
        spellCheck={inputMode === 'text'}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={note === null ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {note === null ? null : (
        <p id={`${id}-note`} className={error === null ? 'field-note' : 'field-note is-error'} role={error === null ? undefined : 'alert'}>
          {note}
        </p>
      )}
    </div>
  );
}
