/** A whole page that only says something: no such place, no such name. */
import { type ReactElement, useEffect } from 'react';
import { Link } from 'wouter';
import { Mark } from '../ui/mark.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words.ts';

export function MessagePage({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  const words = useWords();
  useEffect(() => {
    document.title = `${title} · ${words.app.name}`;
  }, [title, words]);
  return (
    <>
      <header className="bar">
        <Link href="/" className="brand" aria-label={words.app.home}>
          <Mark />
          <span className="brand-name">{words.app.name}</span>
        </Link>
      </header>
      <main className="message-page">
        <Notice title={title} text={text} level={1}>
          <Link href="/" className="button is-primary">
            {words.end.toList}
          </Link>
        </Notice>
      </main>
    </>
  );
}
