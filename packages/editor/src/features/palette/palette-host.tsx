/** Mod-K, wherever one is: opens the palette, whose code comes with its first use. */
import { type ReactElement, Suspense, useEffect, useState } from 'react';
import { EarlyField } from '../../ui/early-field.tsx';
import { useWords } from '../../ui/words.ts';

export interface PaletteHostProps {
  /** The palette itself. */
  readonly children: (onClose: () => void) => ReactElement;
}

export function PaletteHost({ children }: PaletteHostProps): ReactElement | null {
  const { palette: words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      // The editor takes it for a link where something is selected; a dialog has the page for itself.
      if (!isKey || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return isOpen ? <Suspense fallback={<EarlyField label={words.label} onCancel={close} />}>{children(close)}</Suspense> : null;
}
