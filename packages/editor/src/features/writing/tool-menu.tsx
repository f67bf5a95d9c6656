/** A menu in a toolbar: after something was chosen the focus is back in the text, after Escape on the button. */
import type { Editor } from '@tiptap/core';
import { ChevronDown } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import { Fragment, type ReactElement, type ReactNode, useRef } from 'react';
import { focusText } from '../../document/formats.ts';
import { keyNames } from '../../ui/key-names.ts';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';

export interface ToolMenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string | undefined;
  /** Markdown for the same, shown as it is. */
  readonly typed?: string | undefined;
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  readonly onSelect: () => void;
  /** It opens something that takes the focus itself. */
  readonly keepsFocus?: boolean;
}

export interface ToolMenuGroup {
  readonly label?: string;
  readonly items: readonly ToolMenuItem[];
}

export interface ToolMenuProps {
  readonly editor: Editor;
  readonly label: string;
  readonly face: ReactNode;
  readonly className?: string;
  readonly align?: 'start' | 'end';
  /** It was asked for before it was there. */
  readonly isAsked?: boolean;
  readonly groups: readonly ToolMenuGroup[];
}

export function ToolMenu({ editor, label, face, className = '', align = 'start', isAsked = false, groups }: ToolMenuProps): ReactElement {
  const focus = useFocusAfterChoice(editor);
  return (
    <Menu
      label={label}
      align={align}
      isOpenAtOnce={isAsked}
      onCloseAutoFocus={focus.onClosed}
      trigger={
        <Bar.Button className={`tool has-menu ${className}`} aria-label={label} onMouseDown={(event) => event.preventDefault()}>
          {face}
          <ChevronDown className="tool-arrow" aria-hidden="true" />
        </Bar.Button>
      }
    >
      <ToolMenuGroups groups={groups} onChosen={focus.onChosen} />
    </Menu>
  );
}

/** `onChosen` before what was chosen is done, `onClosed` as the menu's `onCloseAutoFocus`. */
export function useFocusAfterChoice(editor: Editor): { onChosen: (item: ToolMenuItem) => void; onClosed: (event: Event) => void } {
  const chosen = useRef<ToolMenuItem | null>(null);
  return {
    onChosen: (item) => {
      chosen.current = item;
    },
    onClosed: (event) => {
      const item = chosen.current;
      chosen.current = null;
      if (item === null) return;
      event.preventDefault();
      if (item.keepsFocus !== true) focusText(editor, 'selection');
    },
  };
}

interface ToolMenuGroupsProps {
  readonly groups: readonly ToolMenuGroup[];
  readonly onChosen: (item: ToolMenuItem) => void;
}

export function ToolMenuGroups({ groups, onChosen }: ToolMenuGroupsProps): ReactElement {
  return (
    <>
      {groups.map((group, index) => (
        <Fragment key={group.items[0]?.id}>
          {index === 0 ? null : <MenuLine />}
          {group.label === undefined ? null : <MenuLabel>{group.label}</MenuLabel>}
          {group.items.map((item) => (
            <MenuItem
              key={item.id}
              icon={item.icon}
              keys={item.keys === undefined ? undefined : keyNames(item.keys)}
              typed={item.typed}
              isDanger={item.isDanger ?? false}
              isDisabled={item.isDisabled ?? false}
              {...(item.isChecked === undefined ? {} : { isChecked: item.isChecked })}
              onSelect={() => {
                onChosen(item);
                item.onSelect();
              }}
            >
              {item.label}
            </MenuItem>
          ))}
        </Fragment>
      ))}
    </>
  );
}
