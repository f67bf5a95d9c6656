/** A tooltip: what an icon does, and its key. The name itself is on the control, for those who do not see the tip. */
import { type ReactElement, type ReactNode, createContext, useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

/** A tip shows after so long, and at once where another has just gone. */
const delayMs = 500;
const skipDelayMs = 200;
const gap = 6;
const margin = 8;

const TipContext = createContext<{ hiddenAt: number }>({ hiddenAt: -Infinity });

export function TipProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const shared = useRef({ hiddenAt: -Infinity });
  return <TipContext value={shared.current}>{children}</TipContext>;
}

export interface TipProps {
  readonly text: string;
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom';
  readonly children: ReactNode;
}

export function Tip({ text, keys, side = 'bottom', children }: TipProps): ReactElement {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const { shownFor, show, hide } = useTipTiming();
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- it listens to what happens to the control inside it
    <span
      ref={anchor}
      className="as-if-absent"
      onPointerEnter={(event) => {
        if (event.pointerType !== 'touch') show('pointer');
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onClick={hide}
      onFocus={(event) => {
        if (event.target.matches(':focus-visible')) show('focus');
      }}
      onBlur={hide}
    >
      {children}
      {shownFor !== null ? (
        <Bubble id={id} anchor={anchor.current} side={side} isReachable={shownFor === 'pointer'}>
          {text}
          {keys === undefined ? null : <kbd>{keys}</kbd>}
        </Bubble>
      ) : null}
    </span>
  );
}

/** What has brought a tip. */
type Cause = 'pointer' | 'focus';

function useTipTiming(): { shownFor: Cause | null; show: (cause: Cause) => void; hide: () => void } {
  const shared = useContext(TipContext);
  const [shownFor, setShownFor] = useState<Cause | null>(null);
  const isShown = shownFor !== null;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (cause: Cause): void => {
    clearTimeout(timer.current);
    const isNext = performance.now() - shared.hiddenAt < skipDelayMs;
    timer.current = setTimeout(() => setShownFor(cause), cause === 'focus' || isNext ? 0 : delayMs);
  };
  const hide = (): void => {
    clearTimeout(timer.current);
    if (isShown) shared.hiddenAt = performance.now();
    setShownFor(null);
  };
  useEffect(() => {
    if (!isShown) return undefined;
    // Wherever the focus is: the pointer alone may have brought it.
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setShownFor(null);
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [isShown]);
  return { shownFor, show, hide };
}

interface BubbleProps {
  readonly id: string;
  readonly anchor: HTMLElement | null;
  readonly side: 'top' | 'bottom';
  /** The pointer can come over it to read it: it is magnified for some. Where the focus brought it, it is in nobody's way. */
  readonly isReachable: boolean;
  readonly children: ReactNode;
}

/** In the top layer, so that nothing cuts it off; beside its control, and within the window. */
function Bubble({ id, anchor, side, isReachable, children }: BubbleProps): ReactElement {
  const bubble = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = bubble.current;
    const control = anchor?.firstElementChild;
    if (element === null || !control) return undefined;
    element.showPopover();
    const at = control.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const below = at.bottom + gap;
    const above = at.top - gap - height;
    const isBelow = side === 'bottom' ? below + height < innerHeight || above < 0 : above < 0;
    const left = Math.min(Math.max(margin, at.left + (at.width - width) / 2), innerWidth - width - margin);
    element.style.translate = `${Math.round(left)}px ${Math.round(isBelow ? below : above)}px`;
    const described = control.getAttribute('aria-describedby');
    if (described === null) control.setAttribute('aria-describedby', id);
    return () => {
      if (described === null) control.removeAttribute('aria-describedby');
    };
  }, [anchor, id, side]);
  return (
    <span ref={bubble} id={id} role="tooltip" className={isReachable ? 'tip is-reachable' : 'tip'} popover="manual">
      {children}
    </span>
  );
}
