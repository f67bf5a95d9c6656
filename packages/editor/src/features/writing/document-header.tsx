/** The bar above a document: where one is, whether it is saved, who is here, and what can be done with the whole. */
import { Ellipsis, Link2, PencilLine, Share2, Trash2 } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ThemeChoice } from '../../ui/theme-menu.tsx';
import { useWords } from '../../ui/words.ts';

export interface DocumentHeaderProps {
  readonly title: string;
  readonly status: ReactNode;
  readonly people: ReactNode;
  readonly canRename: boolean;
  readonly onRename: () => void;
  readonly onShare: () => void;
  readonly onDelete: () => void;
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

function DocumentMenu({ canRename, onRename, onShare, onDelete }: DocumentHeaderProps): ReactElement {
  const { document: words } = useWords();
  return (
    <Menu
      label={words.menu}
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
      <ThemeChoice />
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} isDanger onSelect={onDelete}>
        {words.delete}
      </MenuItem>
    </Menu>
  );
}
