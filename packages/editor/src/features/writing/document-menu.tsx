/** What can be done with a document as a whole; comes after its page. */
import { Ellipsis, Link2, PencilLine, TextQuote, Trash2 } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { LanguageOptions } from '../../ui/language-options.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ThemeChoice } from '../../ui/theme-menu.tsx';
import { useWords } from '../../ui/words.ts';
import type { DocumentHeaderProps } from './document-header.tsx';
import { PanelItems } from './panel-items.tsx';
import type { WritingPanel } from './writing-panel.ts';

export interface DocumentMenuProps extends Omit<DocumentHeaderProps, 'title' | 'status' | 'people'> {
  /** The person has asked for it before it had come. */
  readonly isAsked: boolean;
}

export function DocumentMenu(props: DocumentMenuProps): ReactElement {
  const { canRename, onRename, onShare, onDelete, onPanel, items, isTypographic, onTypographic, isAsked } = props;
  const { document: words, settings } = useWords();
  const opensPanel = useRef(false);
  const panel = (name: WritingPanel): void => {
    opensPanel.current = true;
    onPanel(name);
  };
  return (
    <Menu
      label={words.menu}
      isOpenAtOnce={isAsked}
      onCloseAutoFocus={(event) => {
        // What opens has the focus already.
        if (opensPanel.current) event.preventDefault();
        opensPanel.current = false;
      }}
      trigger={
        <Button look="icon" aria-label={words.menu}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      {canRename ? (
        <MenuItem icon={<PencilLine aria-hidden="true" />} onSelect={onRename}>
          {words.rename}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={onShare}>
        {words.copyLink}
      </MenuItem>
      <MenuLine />
      <PanelItems onPanel={panel} />
      <MenuItem icon={<TextQuote aria-hidden="true" />} isChecked={isTypographic} onSelect={() => onTypographic(!isTypographic)}>
        {settings.typography}
      </MenuItem>
      <MenuLine />
      {items}
      <MenuLine />
      <ThemeChoice />
      <MenuLine />
      <LanguageOptions />
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} isDanger onSelect={onDelete}>
        {words.delete}
      </MenuItem>
    </Menu>
  );
}
