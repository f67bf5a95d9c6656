/** A menu whose code comes after the page: until then its button stands there, and remembers that it was pressed. */
import { type ComponentType, type ReactElement, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';

/** What a button that stands in for a menu's own button has. */
export interface StandIn {
  readonly 'aria-haspopup': 'menu';
  readonly 'aria-expanded': false;
  readonly onPointerDown: (event: { readonly button: number }) => void;
  readonly onClick: () => void;
}

export interface LaterProps {
  /** The button until then: it looks as the one that comes. */
  readonly button: (standIn: StandIn) => ReactElement;
  readonly children: (isAsked: boolean) => ReactElement;
}

export function Later({ button, children }: LaterProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const hasFocus = useRef(false);
  const arrive = (): void => {
    if (hasFocus.current) place.current?.querySelector('button')?.focus();
  };
  const standIn: StandIn = {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    // As the menu's own button does; between the press and the release the one may have taken the other's place, which makes no click.
    onPointerDown: ({ button: pressed }) => {
      if (pressed === 0) setAsked(true);
    },
    onClick: () => setAsked(true),
  };
  return (
    <span className="later" ref={place} onFocus={() => (hasFocus.current = true)} onBlur={() => (hasFocus.current = false)}>
      <Suspense fallback={button(standIn)}>
        {children(isAsked)}
        <Arrival onArrive={arrive} />
      </Suspense>
    </span>
  );
}

export interface LaterIconProps {
  readonly label: string;
  readonly className?: string;
  readonly icon: ReactNode;
  readonly children: (isAsked: boolean) => ReactElement;
}

/** Behind an icon, as most of them are. */
export function LaterIcon({ label, className = '', icon, children }: LaterIconProps): ReactElement {
  const button = (standIn: StandIn): ReactElement => (
    <Button look="icon" className={className} aria-label={label} {...standIn}>
      {icon}
    </Button>
  );
  return <Later button={button}>{children}</Later>;
}

/** Stands beside what is waited for: the focus goes from the button that stood in to the one that has come. */
function Arrival({ onArrive }: { readonly onArrive: () => void }): null {
  const latest = useRef(onArrive);
  useLayoutEffect(() => latest.current(), []);
  return null;
}

/** For `lazy`: a menu that can't be had, since the connection is gone, must not take the page with it. */
export async function orNothing<Props>(loading: Promise<ComponentType<Props>>): Promise<{ default: ComponentType<Props> }> {
  try {
    return { default: await loading };
  } catch {
    return { default: () => null };
  }
}
