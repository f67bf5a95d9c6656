/** Files that are dropped beside the text: the browser would open them in place of the document. */
import { type RefObject, useEffect, useRef } from 'react';

export type TakeFiles = (files: readonly File[]) => void;

/** Whoever takes such files puts itself into what is returned; while nobody does, they are let go of. */
export function useStrayFiles(): RefObject<TakeFiles | null> {
  const taker = useRef<TakeFiles | null>(null);
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => {
      if (!isStray(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null && taker.current === null) event.dataTransfer.dropEffect = 'none';
    };
    const onDrop = (event: DragEvent): void => {
      if (!isStray(event)) return;
      event.preventDefault();
      taker.current?.([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return taker;
}

function isStray(event: DragEvent): boolean {
  return !event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true;
}
