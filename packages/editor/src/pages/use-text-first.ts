/** When what takes time may begin: after the text is on the screen, or when none can be expected soon. */
import { useEffect, useReducer } from 'react';
import { afterPaint } from '../ui/turns.ts';

/** A text that takes longer is not waited for. */
export const textWithinMs = 1_000;

export interface TextFirstOptions {
  readonly hasText: boolean;
  /** There is none, and none will come. */
  readonly isTextless: boolean;
}

/** Once true it stays so. */
export function useTextFirst({ hasText, isTextless }: TextFirstOptions): boolean {
  const [mayBegin, begin] = useReducer(() => true, false);
  useEffect(() => {
    if (hasText) return afterPaint(begin);
    const timer = setTimeout(begin, isTextless ? 0 : textWithinMs);
    return () => clearTimeout(timer);
  }, [hasText, isTextless]);
  return mayBegin;
}
