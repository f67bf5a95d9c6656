/** A tooltip: what an icon does, and its key. The name itself is on the control, for those who do not see the tip. */
import { Tooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { useLandmark } from './use-landmark.ts';

export const TipProvider = Tooltip.Provider;

export interface TipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom';
  readonly children: ReactNode;
}

export function Tip({ text, keys, side = 'bottom', children }: TipProps): ReactElement {
  const [find, landmark] = useLandmark();
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild ref={find}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal container={landmark}>
        <Tooltip.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys === undefined ? null : <kbd>{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
