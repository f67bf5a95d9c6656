/** A button of a toolbar: an icon with a tip, pressed or not. */
import type { LucideIcon } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import type { ReactElement } from 'react';
import { keyNames } from '../../ui/key-names.ts';
import { Tip } from '../../ui/tip.tsx';

export interface ToolProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly side?: 'top' | 'bottom';
  readonly onPress: () => void;
}

export function Tool({ icon: Icon, label, keys, isPressed, isDisabled = false, side = 'bottom', onPress }: ToolProps): ReactElement {
  return (
    <Tip text={label} side={side} keys={keys === undefined ? undefined : keyNames(keys)}>
      <Bar.Button
        className="tool"
        aria-label={label}
        aria-pressed={isPressed}
        aria-disabled={isDisabled || undefined}
        // A press must not take the focus, and with it the selection, out of the text.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (!isDisabled) onPress();
        }}
      >
        <Icon aria-hidden="true" />
      </Bar.Button>
    </Tip>
  );
}

export function ToolLine(): ReactElement {
  return <Bar.Separator className="toolbar-line" />;
}
