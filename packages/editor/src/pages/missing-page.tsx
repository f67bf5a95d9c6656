/** Stands in for a page whose code can't be had: the server has a newer build by now, or there is no connection. */
import type { ComponentType, ReactElement } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words.ts';

/** For `lazy`. */
export async function orMissing<Props>(loading: Promise<ComponentType<Props>>): Promise<{ default: ComponentType<Props> }> {
  try {
    return { default: await loading };
  } catch {
    return { default: MissingPage };
  }
}

export function MissingPage(): ReactElement {
  const { app } = useWords();
  return (
    <main className="message-page">
      <Notice title={app.missingTitle} text={app.missingText} level={1} isAlert>
        <Button look="primary" onClick={() => location.reload()}>
          {app.reload}
        </Button>
      </Notice>
    </main>
  );
}
