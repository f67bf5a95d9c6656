/** A drop-down menu with its trigger; keyboard and focus are Radix's. */
import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { useLandmark } from './use-landmark.ts';

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
  /** Where the focus goes when the menu closes; by default back to the trigger. */
  readonly onCloseAutoFocus?: (event: Event) => void;
  readonly isOpenAtOnce?: boolean;
}

export function Menu({ trigger, label, align = 'end', children, onCloseAutoFocus, isOpenAtOnce = false }: MenuProps): ReactElement {
  const [find, landmark] = useLandmark();
  const focus = onCloseAutoFocus === undefined ? {} : { onCloseAutoFocus };
  return (
    <DropdownMenu.Root modal={false} defaultOpen={isOpenAtOnce}>
      <DropdownMenu.Trigger asChild ref={find}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content className="menu" align={align} sideOffset={6} collisionPadding={8} aria-label={label} {...focus}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly isDanger?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, isDanger = false, onSelect, children }: MenuItemProps): ReactElement {
  return (
    <DropdownMenu.Item className={isDanger ? 'menu-item is-danger' : 'menu-item'} onSelect={onSelect}>
      <span className="menu-icon">{icon}</span>
      <span className="menu-text">{children}</span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode; readonly keys?: string }[];
  readonly onChange: (value: Value) => void;
  readonly isLabelHidden?: boolean;
}

/** One of several, with the chosen one marked. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>): ReactElement {
  const { label, value, options, onChange, isLabelHidden = false } = props;
  return (
    <DropdownMenu.RadioGroup value={value} aria-label={label}>
      {isLabelHidden ? null : <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>}
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className="menu-item"
          data-value={option.value}
          onSelect={() => onChange(option.value)}
        >
          <span className="menu-icon">{option.icon}</span>
          <span className="menu-text">{option.label}</span>
          {option.keys === undefined ? null : <kbd>{option.keys}</kbd>}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLine(): ReactElement {
  return <DropdownMenu.Separator className="menu-line" />;
}
