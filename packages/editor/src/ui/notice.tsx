/** A page's or a section's own message: what is so, and what one can do about it. */
import type { ReactElement, ReactNode } from 'react';

export interface NoticeProps {
  readonly title: string;
  readonly text: string;
  readonly art?: ReactNode;
  readonly children?: ReactNode;
  readonly isAlert?: boolean;
  readonly level?: 1 | 2;
  /** In a strip above what there is all the same, instead of in the middle of nothing. */
  readonly isSlim?: boolean;
}

export function Notice({ title, text, art, children, isAlert = false, level = 2, isSlim = false }: NoticeProps): ReactElement {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section className={isSlim ? 'notice is-slim' : 'notice'} role={isAlert ? 'alert' : undefined}>
      {art}
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children === undefined ? null : <div className="notice-actions">{children}</div>}
    </section>
  );
}
