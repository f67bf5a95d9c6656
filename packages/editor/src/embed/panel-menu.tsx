/** What can be opened beside an embedded text; comes after it. */
import { Ellipsis } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { PanelItems } from '../features/writing/panel-items.tsx';
import type { WritingPanel } from '../features/writing/writing-panel.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

export interface PanelMenuProps {
  readonly label: string;
  /** The person has asked for it before it had come. */
  readonly isAsked: boolean;
  readonly onPanel: (panel: WritingPanel) => void;
}

export function PanelMenu({ label, isAsked, onPanel }: PanelMenuProps): ReactElement {
  const opensPanel = useRef(false);
  return (
    <Menu
      label={label}
      isOpenAtOnce={isAsked}
      onCloseAutoFocus={(event) => {
        // What opens has the focus already.
        if (opensPanel.current) event.preventDefault();
        opensPanel.current = false;
      }}
      trigger={
        <Button look="icon" aria-label={label}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      <PanelItems
        onPanel={(panel) => {
          opensPanel.current = true;
          onPanel(panel);
        }}
      />
    </Menu>
  );
}
