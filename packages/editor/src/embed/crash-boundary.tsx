/** Keeps a fault of the editor to the editor: the page around it goes on. */
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { EmbedWords } from './embed-words.ts';

interface CrashBoundaryProps {
  readonly words: EmbedWords;
  readonly children: ReactNode;
}

/** A class, since React offers error boundaries in no other form. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    const { words, children } = this.props;
    if (!this.state.hasCrashed) return children;
    return (
      <Notice title={words.crashTitle} text={words.crashText} isAlert>
        <Button onClick={() => this.setState({ hasCrashed: false })}>{words.again}</Button>
      </Notice>
    );
  }
}
