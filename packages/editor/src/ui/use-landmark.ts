/** Finds the landmark that a control is in, so that what it opens can be put there: outside of all it would be lost to some. */
import { useCallback, useState } from 'react';

/** Give the ref to the control; the element is null until it is on the page. */
export function useLandmark(): [(control: HTMLElement | null) => void, HTMLElement | null] {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const find = useCallback((control: HTMLElement | null) => {
    if (control !== null) setLandmark(control.closest<HTMLElement>('header, main, [data-editor-root]'));
  }, []);
  return [find, landmark];
}
