/** The bar above a document: where one is, whether it is saved, who is here, and what can be done with the whole. */
import { Ellipsis, Keyboard, LetterText, Link2, ListTree, PencilLine, Search, Share2, TextQuote, Trash2 } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { Link } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { keyNames } from '../../ui/key-names.ts';
import { LanguageOptions } from '../../ui/language-options.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ThemeChoice } from '../../ui/theme-menu.tsx';
import { useWords } from '../../ui/words.ts';
import type { WritingPanel } from './writing-panel.ts';

export interface DocumentHeaderProps {
  readonly title: string;
  readonly status: ReactNode;
  readonly people: ReactNode;
  readonly canRename: boolean;
  readonly onRename: () => void;
  readonly onShare: () => void;
  readonly onDelete: () => void;
  readonly onPanel: (panel: WritingPanel) => void;
  /** Further items of the document's menu. */
  readonly items: ReactNode;
  readonly isTypographic: boolean;
  readonly onTypographic: (isOn: boolean) => void;
}

export function DocumentHeader(props: DocumentHeaderProps): ReactElement {
  const { title, status, people, onShare } = props;
  const words = useWords();
  return (
    <header className="bar is-document" data-sticky-edge>
      <Link href="/" className="brand" aria-label={words.app.home}>
        <Mark />
      </Link>
      <nav className="crumbs" aria-label={words.document.documents}>
        <Link href="/" className="crumb">
          {words.document.documents}
        </Link>
        <span className="crumb-line" aria-hidden="true">
          /
        </span>
        <span className="crumb is-here" aria-current="page">
          {title === '' ? words.document.untitled : title}
        </span>
      </nav>
      {status}
      <div className="bar-end">
        {people}
        <DocumentMenu {...props} />
        <Button look="primary" className="share" onClick={onShare}>
          <Share2 aria-hidden="true" className="if-narrow" />
          <span className="share-word">{words.document.share}</span>
        </Button>
      </div>
    </header>
  );
}

function DocumentMenu(props: DocumentHeaderProps): ReactElement {
  const { canRename, onRename, onShare, onDelete, onPanel, items, isTypographic, onTypographic } = props;
  const { document: words, toolbar, outline, counts, shortcuts, settings } = useWords();
  const opensPanel = useRef(false);
  const panel = (name: WritingPanel): void => {
    opensPanel.current = true;
    onPanel(name);
  };
  return (
    <Menu
      label={words.menu}
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
      <MenuItem icon={<Search aria-hidden="true" />} keys={keyNames('Mod-F')} onSelect={() => panel('find')}>
        {toolbar.find}
      </MenuItem>
      <MenuItem icon={<ListTree aria-hidden="true" />} onSelect={() => panel('outline')}>
        {outline.show}
      </MenuItem>
      <MenuItem icon={<LetterText aria-hidden="true" />} onSelect={() => panel('counts')}>
        {counts.show}
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden="true" />} keys={keyNames('Mod-/')} onSelect={() => panel('shortcuts')}>
        {shortcuts.show}
      </MenuItem>
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
