/** Speaks to those who listen: politely at most once in five seconds, and at once for what can't wait. Also shows toasts. */
import { type ReactElement, type ReactNode, createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { PoliteQueue } from './polite-queue.ts';

/** Polite messages at most every so often: those in between wait, and are spoken together. */
export const politeEveryMs = 5_000;
const toastForMs = 4_000;

export interface Announcer {
  /** Spoken when there is time for it. Of one topic only the last is: what it says has taken the place of what came before. */
  readonly say: (message: string, topic?: string) => void;
  /** Spoken at once. Gives the way to take it back once it is no longer so: what others have said since stays. */
  readonly alert: (message: string) => () => void;
  /** Seen for a while, and spoken. */
  readonly toast: (message: string) => void;
}

const AnnouncerContext = createContext<Announcer>({ say: () => {}, alert: () => () => {}, toast: () => {} });

export function useAnnouncer(): Announcer {
  return useContext(AnnouncerContext);
}

export function AnnouncerProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [polite, say] = usePoliteMessage();
  const [urgent, alert] = useUrgentMessage();
  const [toast, showToast] = useToast();
  const announcer = useRef<Announcer>({ say, alert, toast: showToast });
  return (
    <AnnouncerContext value={announcer.current}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive" data-testid="assertive">
        {urgent}
      </div>
      <div className="toast-place" role="status" data-testid="toast">
        {toast === null ? null : (
          <p className="toast" key={toast.key}>
            {toast.message}
          </p>
        )}
      </div>
    </AnnouncerContext>
  );
}

function useUrgentMessage(): [string, Announcer['alert']] {
  const [message, setMessage] = useState('');
  const alert = useCallback((next: string) => {
    setMessage(next);
    return () => setMessage((now) => (now === next ? '' : now));
  }, []);
  return [message, alert];
}

function usePoliteMessage(): [string, Announcer['say']] {
  const [message, setMessage] = useState('');
  const spokenAt = useRef(-Infinity);
  const waiting = useRef(new PoliteQueue());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((next: string, topic?: string) => {
    waiting.current.put(next, topic);
    clearTimeout(timer.current);
    const wait = Math.max(0, spokenAt.current + politeEveryMs - performance.now());
    timer.current = setTimeout(() => {
      spokenAt.current = performance.now();
      setMessage(waiting.current.take());
    }, wait);
  }, []);
  return [message, say];
}

interface Toast {
  readonly message: string;
  readonly key: number;
}

function useToast(): [Toast | null, (message: string) => void] {
  const [toast, setToast] = useState<Toast | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = useCallback((message: string) => {
    clearTimeout(timer.current);
    setToast({ message, key: performance.now() });
    timer.current = setTimeout(() => setToast(null), toastForMs);
  }, []);
  return [toast, show];
}
