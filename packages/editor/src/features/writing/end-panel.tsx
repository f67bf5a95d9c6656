/** The end of a session: what happened, what to do now, and the text that would be lost, to be copied. */
import { type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { Stop } from '../../sync/save-status.ts';
import { Button } from '../../ui/button.tsx';
import { useHost } from '../../ui/host.ts';
import { useCopy } from '../../ui/use-copy.ts';
import type { Strings } from '../../ui/strings.ts';
import { useWords } from '../../ui/words.ts';

/** How long a denial waits for the close code that says what it was. The server sends the one about a second after the other. */
const denialWaitMs = 2_000;

/** What the panel is to say, or null as long as there is nothing to say for sure. */
export function useKnownStop(stop: Stop | null): Stop | null {
  const [isOverdue, setOverdue] = useState(false);
  const isWaiting = stop?.reason === 'refused';
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setOverdue(true), denialWaitMs);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return isWaiting && !isOverdue ? null : stop;
}

export function EndPanel({ session, stop }: { readonly session: DocumentSession; readonly stop: Stop }): ReactElement {
  const words = useWords();
  const id = useId();
  const copy = useCopy({ done: words.end.copied, failed: words.end.copyFailed });
  const panel = useRef<HTMLElement>(null);
  const { root } = useHost();
  // The person may be pages further down; on somebody else's page they may be elsewhere altogether.
  useEffect(() => {
    // In braces: newer browsers give a promise, which React would take for a clean-up.
    if (root === null || root.contains(document.activeElement)) panel.current?.scrollIntoView();
  }, [root]);
  const { title } = words.end.reasons[stop.reason];
  // What this tab had at that moment.
  // oxlint-disable-next-line react/exhaustive-deps -- `stop` is the moment
  const lost = useMemo(() => session.lostText(), [session, stop]);
  const [isKept, setKept] = useState(session.keepsLostText);
  const forget = (): void => {
    setKept(false);
    // Never rejects; what can't be removed is there the next time too.
    void session.forgetLostText();
  };
  const kept = isKept ? (session.isEmpty ? 'alone' : 'beside') : null;
  return (
    <section ref={panel} className="end-panel" role="alert" aria-labelledby={`${id}-title`} data-testid="end-panel">
      <h2 id={`${id}-title`}>{title}</h2>
      <p>{textOf(stop, kept, words)}</p>
      {addsNothing(stop.message, title) ? null : <p className="end-message">{words.end.serverSays(stop.message)}</p>}
      {lost === '' ? null : (
        <div className="field">
          <label htmlFor={`${id}-text`}>{labelOf(stop, kept, words)}</label>
          <textarea id={`${id}-text`} className="end-text" readOnly rows={Math.min(8, lost.split('\n').length + 1)} value={lost} />
        </div>
      )}
      <div className="notice-actions">
        {lost === '' ? null : (
          <Button look="primary" onClick={() => copy(lost)}>
            {words.end.copy}
          </Button>
        )}
        {isKept ? <Button onClick={forget}>{words.end.forget}</Button> : null}
        {stop.reason === 'deleted' ? null : <Button onClick={() => location.reload()}>{words.app.reload}</Button>}
        {root === null ? (
          <Link href="/" className="button is-plain">
            {words.end.toList}
          </Link>
        ) : null}
      </div>
    </section>
  );
}

/** The server often says in its own words what the title says already. */
function addsNothing(message: string, title: string): boolean {
  const plain = (text: string): string => text.trim().replace(/\.$/, '').toLowerCase();
  return message === '' || plain(message) === plain(title);
}

/** What this device keeps of a deleted document: all that is shown, a part of it, or nothing. [L11] */
type Kept = 'alone' | 'beside' | null;

function textOf(stop: Stop, kept: Kept, { end }: Strings): string {
  return stop.reason === 'deleted' && kept !== null ? end.deletedKept[kept] : end.reasons[stop.reason].text;
}

function labelOf(stop: Stop, kept: Kept, { end }: Strings): string {
  if (stop.reason !== 'deleted') return end.lostText;
  return kept === 'alone' ? end.keptText : end.wholeText;
}
