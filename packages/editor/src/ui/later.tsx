/** A menu whose code comes after the page: until then its button stands there, and remembers that it was pressed. */
import { type ComponentType, type ReactElement, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';

export interface LaterProps {
  readonly label: string;
  readonly className?: string;
  readonly icon: ReactNode;
  readonly children: (isAsked: boolean) => ReactElement;
}

export function Later({ label, className = '', icon, children }: LaterProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const hasFocus = useRef(false);
  const arrive = (): void => {
    if (hasFocus.current) place.current?.querySelector('button')?.focus();
  };
  const button = (
    <Button look="icon" className={className} aria-label={label} aria-haspopup="menu" aria-expanded={false} onClick={() => setAsked(true)}>
      {icon}
    </Button>
  );
  return (
    <span className="later" ref={place} onFocus={() => (hasFocus.current = true)} onBlur={() => (hasFocus.current = false)}>
      <Suspense fallback={button}>
        {children(isAsked)}
        <Arrival onArrive={arrive} />
      </Suspense>
    </span>
  );
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
