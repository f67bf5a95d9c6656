/** A menu whose code comes after the page: until then its button stands there, and remembers that it was pressed. */
import { type ComponentType, type ReactElement, type ReactNode, Suspense, lazy, use, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { loadPatiently, onceThereIsHope } from '../late-code.ts';
import { Button } from './button.tsx';

/** What a button that stands in for a menu's own button has. */
export interface StandIn {
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': false;
  readonly onPointerDown: (event: { readonly button: number; readonly preventDefault: () => void }) => void;
  readonly onClick: () => void;
}

export interface LaterProps {
  /** The button until then: it looks as the one that comes. */
  readonly button: (standIn: StandIn) => ReactElement;
  readonly children: (isAsked: boolean) => ReactElement;
  /** The button stands there until somebody comes near it: where a page has many of them, or has something else to do first. */
  readonly isPatient?: boolean;
}

export function Later({ button, children, isPatient = false }: LaterProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const [isNear, setNear] = useState(!isPatient);
  const place = useRef<HTMLSpanElement>(null);
  const hasFocus = useRef(false);
  const arrive = (): void => {
    // A menu that opens at once has the focus itself.
    if (hasFocus.current && !isAsked) place.current?.querySelector('button')?.focus();
  };
  const standIn: StandIn = {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // As the menu's own button does; between the press and the release the one may have taken the other's place, which makes no click.
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      setAsked(true);
      // A focus that comes to the button after the menu has opened would close it.
      event.preventDefault();
    },
    onClick: () => setAsked(true),
  };
  const approach = (): void => setNear(true);
  const focus = (): void => {
    hasFocus.current = true;
    approach();
  };
  return (
    <span className="later" ref={place} onPointerEnter={approach} onFocus={focus} onBlur={() => (hasFocus.current = false)}>
      <Suspense fallback={button(standIn)}>
        {isNear || isAsked ? children(isAsked) : <Nobody />}
        <Arrival onArrive={arrive} />
      </Suspense>
    </span>
  );
}

/** Never comes. */
const nobody = new Promise<never>(() => {});

/** Leaves the button that stands in where it is: another in its place would not have the focus. */
function Nobody(): null {
  return use(nobody);
}

export interface LaterIconProps {
  readonly label: string;
  readonly className?: string;
  readonly icon: ReactNode;
  readonly children: (isAsked: boolean) => ReactElement;
  readonly isPatient?: boolean;
}

/** Behind an icon, as most of them are. */
export function LaterIcon({ label, className = '', icon, children, isPatient = false }: LaterIconProps): ReactElement {
  const button = (standIn: StandIn): ReactElement => (
    <Button look="icon" className={className} aria-label={label} {...standIn}>
      {icon}
    </Button>
  );
  return (
    <Later button={button} isPatient={isPatient}>
      {children}
    </Later>
  );
}

/** Stands beside what is waited for: the focus goes from the button that stood in to the one that has come. */
function Arrival({ onArrive }: { readonly onArrive: () => void }): null {
  const latest = useRef(onArrive);
  useLayoutEffect(() => latest.current(), []);
  return null;
}

/**
 * As `lazy`, for what must not take the page with it when it can't be had. Then nothing stands there, until it is used anew, or the
 * network or the person comes back.
 */
export function loadLater<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const begin = (isAnew: boolean): ComponentType<Props> => lazy(async () => ({ default: (await loadPatiently(load, { isAnew })) ?? Nothing }));
  const Nothing = (props: Props): ReactElement | null => {
    const [isBack, setBack] = useState(false);
    const close = useRef<unknown>(null);
    close.current = 'onClose' in props ? props.onClose : null;
    useEffect(() => {
      // Who asks once more for what is taken to be open would not be heard.
      if (typeof close.current === 'function') close.current();
      // What it gives back runs when nothing stands here any more: then the next use asks anew.
      return onceThereIsHope(() => {
        Part = begin(true);
        setBack(true);
      });
    }, []);
    return isBack ? <Part {...props} /> : null;
  };
  let Part = begin(false);
  return (props: Props) => <Part {...props} />;
}
