/** Mod-K, wherever one is: opens the palette, whose code comes with its first use. */
import { type ReactElement, Suspense, lazy, useEffect, useRef } from 'react';
import { orNothing } from '../../ui/later.tsx';
import type { PaletteAction } from './matching-actions.ts';

const Palette = lazy(async () => await orNothing(import('./palette.tsx').then((module) => module.Palette)));

export interface PaletteHostProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly actions: readonly PaletteAction[];
  /** How a document without a title reads. */
  readonly nameOf: (documentId: string) => string;
}

export function PaletteHost({ isOpen, onOpen, actions, nameOf }: PaletteHostProps): ReactElement | null {
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      // The editor takes it for a link where something is selected; a dialog has the page for itself.
      if (!isKey || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      open.current(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return isOpen ? (
    <Suspense fallback={null}>
      <Palette actions={actions} nameOf={nameOf} onClose={() => onOpen(false)} />
    </Suspense>
  ) : null;
}
