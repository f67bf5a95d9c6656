/** Takes what is typed for something whose code is on its way: it must not go into the text. */
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';

export interface EarlyFieldProps {
  readonly label: string;
  /** Nobody waits for it any more. */
  readonly onCancel: () => void;
}

/** As a fallback: whatever has come reads it with `earlyText`, and finds the focus where it was before. */
export function EarlyField({ label, onCancel }: EarlyFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [before]);
  return (
    <input
      ref={field}
      className="visually-hidden"
      aria-label={label}
      data-early
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    />
  );
}

/** What was typed until now, while one is there. */
export function earlyText(): string {
  return document.querySelector<HTMLInputElement>('[data-early]')?.value ?? '';
}
