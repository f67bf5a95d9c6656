/** The places of what is to come, as index.html has shown them before, so that nothing moves when it does. */
import type { ReactElement, ReactNode } from 'react';
import { Mark } from '../ui/mark.tsx';
import { useWords } from '../ui/words.ts';

export function Veil({ children }: { readonly children: ReactNode }): ReactElement {
  const words = useWords();
  return (
    <div className="document-page" aria-busy={children === null}>
      <header className="bar is-document">
        <a href="/" className="brand" aria-label={words.app.home}>
          <Mark />
        </a>
      </header>
      <main className="desk">
        <div className="toolbar-place" />
        <div className="sheet">{children}</div>
      </main>
    </div>
  );
}
