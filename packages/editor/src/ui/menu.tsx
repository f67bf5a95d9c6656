/** A drop-down menu with its trigger; keyboard and focus are Radix's. */
import { DropdownMenu } from 'radix-ui';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { useLandmark } from './use-landmark.ts';

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
  /** For a menu that something else opens than its trigger. */
  readonly control?: { readonly isOpen: boolean; readonly onChange: (isOpen: boolean) => void };
  /** It was asked for before it was there. */
  readonly isOpenAtOnce?: boolean;
  /** Where the focus goes when the menu closes; by default back to the trigger. */
  readonly onCloseAutoFocus?: (event: Event) => void;
}

export function Menu({ trigger, label, align = 'end', isOpenAtOnce = false, control, children, onCloseAutoFocus }: MenuProps): ReactElement {
  const [find, landmark] = useLandmark();
  const focus = onCloseAutoFocus === undefined ? {} : { onCloseAutoFocus };
  return (
    <DropdownMenu.Root modal={false} {...(control === undefined ? { defaultOpen: isOpenAtOnce } : { open: control.isOpen, onOpenChange: control.onChange })}>
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
  /** What does the same when it is typed into the text. */
  readonly typed?: string | undefined;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** It can be on and off, and says which. */
  readonly isChecked?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, typed, isDanger = false, isDisabled = false, isChecked, onSelect, children }: MenuItemProps): ReactElement {
  const className = isDanger ? 'menu-item is-danger' : 'menu-item';
  const face = (
    <>
      <span className="menu-icon">{icon}</span>
      <span className="menu-text">{children}</span>
      {keys === undefined ? null : <kbd>{keys}</kbd>}
      {typed === undefined ? null : <kbd className="is-typed">{typed}</kbd>}
    </>
  );
  if (isChecked === undefined) {
    return (
      <DropdownMenu.Item className={className} disabled={isDisabled} onSelect={onSelect}>
        {face}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.CheckboxItem className={className} disabled={isDisabled} checked={isChecked} onSelect={onSelect}>
      {face}
      <DropdownMenu.ItemIndicator className="menu-check">
        <Check aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }): ReactElement {
  return <DropdownMenu.Label className="menu-label">{children}</DropdownMenu.Label>;
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
