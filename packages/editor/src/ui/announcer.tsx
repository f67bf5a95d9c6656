/** Speaks to those who listen: politely at most once in five seconds, and at once for what can't wait. Also shows toasts. */
import { type ReactElement, type ReactNode, createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';

/** A polite message at most every so often; of those in between the last is spoken. */
export const politeEveryMs = 5_000;
const toastForMs = 4_000;

export interface Announcer {
  /** Spoken when there is time for it. */
  readonly say: (message: string) => void;
  /** Spoken at once. */
  readonly alert: (message: string) => void;
  /** Seen for a while, and spoken. */
  readonly toast: (message: string) => void;
}

const AnnouncerContext = createContext<Announcer>({ say: () => {}, alert: () => {}, toast: () => {} });

export function useAnnouncer(): Announcer {
  return useContext(AnnouncerContext);
}

export function AnnouncerProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [polite, say] = usePoliteMessage();
  const [urgent, alert] = useState('');
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

function usePoliteMessage(): [string, (message: string) => void] {
  const [message, setMessage] = useState('');
  const spokenAt = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((next: string) => {
    clearTimeout(timer.current);
    const wait = Math.max(0, spokenAt.current + politeEveryMs - performance.now());
    timer.current = setTimeout(() => {
      spokenAt.current = performance.now();
      setMessage(next);
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
