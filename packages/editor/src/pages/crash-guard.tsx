/** Catches what no part of the page expected, and says so instead of going blank. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { WordsContext } from '../ui/words.ts';

interface CrashState {
  readonly hasCrashed: boolean;
}

/** A class, since React offers error boundaries in no other form. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, CrashState> {
  static override contextType = WordsContext;
  declare context: React.ContextType<typeof WordsContext>;
  override state: CrashState = { hasCrashed: false };

  static getDerivedStateFromError(): CrashState {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    const { app } = this.context;
    return (
      <main className="message-page">
        <Notice title={app.crashTitle} text={app.crashText} level={1} isAlert>
          <Button look="primary" onClick={() => location.reload()}>
            {app.reload}
          </Button>
        </Notice>
      </main>
    );
  }
}
