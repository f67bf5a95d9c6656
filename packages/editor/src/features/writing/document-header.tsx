/** The bar above a document: where one is, whether it is saved, who is here, and what can be done with the whole. */
import { Ellipsis, Share2 } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { Button } from '../../ui/button.tsx';
import { LaterIcon, loadLater } from '../../ui/later.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useWords } from '../../ui/words.ts';
import type { WritingPanel } from './writing-panel.ts';

const DocumentMenu = loadLater(() => import('./document-menu.tsx').then((module) => module.DocumentMenu));

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
          {title}
        </span>
      </nav>
      {status}
      <div className="bar-end">
        {people}
        <LaterIcon label={words.document.menu} icon={<Ellipsis aria-hidden="true" />}>
          {(isAsked) => <DocumentMenu {...props} isAsked={isAsked} />}
        </LaterIcon>
        <Button look="primary" className="share" onClick={onShare}>
          <Share2 aria-hidden="true" className="if-narrow" />
          <span className="share-word">{words.document.share}</span>
        </Button>
      </div>
    </header>
  );
}
