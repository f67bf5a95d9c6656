/** The title of the document as a field on the sheet, bound to the shared text. */
import { limits } from '@scriptorium/protocol';
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { TitleBinding } from '../../document/title-binding.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';

export interface TitleFieldProps {
  readonly session: DocumentSession;
  readonly isWritable: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (title: string) => void;
  /** The person goes on to the text. */
  readonly onLeave: () => void;
}

export function TitleField({ session, isWritable, field, onChange, onLeave }: TitleFieldProps): ReactElement {
  const { document: words } = useWords();
  // Somebody else's page has a heading of its own.
  const Heading = useHost().root === null ? 'h1' : 'h2';
  const binding = useRef<TitleBinding | null>(null);

  useEffect(() => {
    const element = field.current;
    if (element === null) return undefined;
    const bound = new TitleBinding({
      text: session.title,
      field: element,
      lengthMax: limits.titleLengthMax,
      onChange: (title) => {
        fit(element);
        onChange(title);
      },
    });
    binding.current = bound;
    const refit = new ResizeObserver(() => fit(element));
    refit.observe(element);
    return () => {
      refit.disconnect();
      bound.close();
    };
  }, [session, field, onChange]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const isAtEnd = selectionStart === value.length && selectionEnd === value.length;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || (event.key === 'ArrowDown' && isAtEnd)) {
      event.preventDefault();
      onLeave();
    } else if ((event.ctrlKey || event.metaKey) && !event.altKey && /^[zy]$/i.test(event.key)) {
      // The browser's own undo knows nothing of what others changed in between.
      event.preventDefault();
      if (!isWritable) return;
      if (event.shiftKey || event.key.toLowerCase() === 'y') binding.current?.redo();
      else binding.current?.undo();
    }
  };

  return (
    <Heading className="title-heading">
      <textarea
        ref={field}
        className="title"
        rows={1}
        aria-label={words.titleLabel}
        placeholder={words.titlePlaceholder}
        readOnly={!isWritable}
        spellCheck
        enterKeyHint="next"
        onKeyDown={onKeyDown}
      />
    </Heading>
  );
}

/** As high as its text; browsers with `field-sizing` need no help. */
function fit(element: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  element.style.height = 'auto';
  element.style.height = `${element.scrollHeight}px`;
}
