/** Find and replace: a small panel at the corner of the sheet, which leaves the text in sight. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { ArrowDown, ArrowUp, CaseSensitive, ChevronRight, WholeWord, X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { type FindQuery, findState, goTo, queryLengthMax, replaceAll, replaceCurrent, search } from '../../document/find.ts';
import { focusText } from '../../document/formats.ts';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Tip } from '../../ui/tip.tsx';
import { earlyText } from '../../ui/early-field.tsx';
import { useWords } from '../../ui/words.ts';

/** A selection up to this length is what one wants to find. */
const selectedLengthMax = 100;

export interface FindPanelProps {
  readonly editor: Editor;
  readonly isWritable: boolean;
  readonly onClose: () => void;
}

export function FindPanel({ editor, isWritable, onClose }: FindPanelProps): ReactElement {
  const { find: words } = useWords();
  const [query, setQuery] = useState<FindQuery>(() => ({ text: earlyText() || selectedText(editor), isCaseSensitive: false, isWholeWord: false }));
  const [isReplacing, setReplacing] = useState(false);
  useSearch(editor, query);
  const close = (): void => {
    onClose();
    focusText(editor, 'selection');
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, from whatever has the focus in it
    <section
      className="find"
      role="search"
      aria-label={words.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      {isWritable ? (
        <Button
          look="icon"
          className="find-more"
          aria-expanded={isReplacing}
          aria-label={words.showReplace}
          onClick={() => setReplacing(!isReplacing)}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
      ) : null}
      <FindRow editor={editor} query={query} onQuery={setQuery} onClose={close} />
      {isReplacing && isWritable ? <ReplaceRow editor={editor} /> : null}
    </section>
  );
}

function useSearch(editor: Editor, query: FindQuery): void {
  useEffect(() => {
    editor.view.dispatch(search(editor.state, query));
    showCurrent(editor);
  }, [editor, query]);
  useEffect(
    () => () => {
      if (!editor.isDestroyed) editor.view.dispatch(search(editor.state, { text: '', isCaseSensitive: false, isWholeWord: false }));
    },
    [editor],
  );
}

interface FindRowProps {
  readonly editor: Editor;
  readonly onClose: () => void;
  readonly query: FindQuery;
  readonly onQuery: (query: FindQuery) => void;
}

function FindRow({ editor, query, onQuery, onClose }: FindRowProps): ReactElement {
  const { find: words } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const go = useCallback((step: number) => goOn(editor, step), [editor]);
  const [earlyLength] = useState(() => earlyText().length);
  useEffect(() => {
    field.current?.focus();
    // What was typed goes on; what was selected gives way to what is typed.
    field.current?.setSelectionRange(earlyLength, field.current.value.length);
  }, [earlyLength]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="find-row">
      <div className="find-field">
        <input
          ref={field}
          type="text"
          dir="auto"
          aria-label={words.text}
          placeholder={words.text}
          value={query.text}
          maxLength={queryLengthMax}
          spellCheck={false}
          autoComplete="off"
          enterKeyHint="search"
          data-testid="find-text"
          onKeyDown={onKeyDown}
          onChange={(event) => onQuery({ ...query, text: event.target.value })}
        />
        <FindCount editor={editor} />
      </div>
      <Toggle label={words.isCaseSensitive} isOn={query.isCaseSensitive} onChange={(isCaseSensitive) => onQuery({ ...query, isCaseSensitive })}>
        <CaseSensitive aria-hidden="true" />
      </Toggle>
      <Toggle label={words.isWholeWord} isOn={query.isWholeWord} onChange={(isWholeWord) => onQuery({ ...query, isWholeWord })}>
        <WholeWord aria-hidden="true" />
      </Toggle>
      <span className="find-line" aria-hidden="true" />
      <IconButton label={words.previous} keys="Shift+Enter" onPress={() => go(-1)} icon={<ArrowUp aria-hidden="true" />} />
      <IconButton label={words.next} keys="Enter" onPress={() => go(1)} icon={<ArrowDown aria-hidden="true" />} />
      <IconButton label={words.close} keys="Esc" onPress={onClose} icon={<X aria-hidden="true" />} />
    </div>
  );
}

function FindCount({ editor }: { readonly editor: Editor }): ReactElement {
  const { find: words } = useWords();
  const { found, current, isCut, text } = useEditorState({
    editor,
    selector: ({ editor: shown }) => {
      const state = findState(shown.state);
      return { found: state.found.length, current: state.current, isCut: state.isCut, text: state.query.text };
    },
  });
  const word = found === 0 ? words.none : words.count(current + 1, found, isCut);
  return (
    <span className={found === 0 ? 'find-count is-none' : 'find-count'} role="status" data-testid="find-count">
      {text === '' ? '' : word}
    </span>
  );
}

function ReplaceRow({ editor }: { readonly editor: Editor }): ReactElement {
  const { find: words } = useWords();
  const { toast } = useAnnouncer();
  const [replacement, setReplacement] = useState('');
  const replaceOne = (): void => {
    const transaction = replaceCurrent(editor.state, replacement);
    if (transaction !== null) editor.view.dispatch(transaction);
    showCurrent(editor);
  };
  const replaceThemAll = (): void => {
    const count = findState(editor.state).found.length;
    const transaction = replaceAll(editor.state, replacement);
    if (transaction === null) return;
    editor.view.dispatch(transaction);
    toast(words.replaced(count));
  };
  return (
    <div className="find-row is-replace">
      <div className="find-field">
        <input
          type="text"
          dir="auto"
          aria-label={words.replacement}
          placeholder={words.replacement}
          value={replacement}
          maxLength={queryLengthMax}
          autoComplete="off"
          onChange={(event) => setReplacement(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            replaceOne();
          }}
        />
      </div>
      <Button onClick={replaceOne}>{words.replace}</Button>
      <Button onClick={replaceThemAll}>{words.replaceAll}</Button>
    </div>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactElement;
}

function Toggle({ label, isOn, onChange, children }: ToggleProps): ReactElement {
  return (
    <Tip text={label}>
      <button type="button" className="tool" aria-label={label} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
        {children}
      </button>
    </Tip>
  );
}

function IconButton({ label, keys, onPress, icon }: { label: string; keys: string; onPress: () => void; icon: ReactElement }): ReactElement {
  return (
    <Tip text={label} keys={keys}>
      <button type="button" className="tool" aria-label={label} onClick={onPress}>
        {icon}
      </button>
    </Tip>
  );
}

function goOn(editor: Editor, step: number): void {
  const transaction = goTo(editor.state, step);
  if (transaction !== null) editor.view.dispatch(transaction);
  showCurrent(editor);
}

/** The focus is in the panel, so the browser does not scroll by itself. */
function showCurrent(editor: Editor): void {
  const { found, current } = findState(editor.state);
  const place = found[current];
  if (place === undefined) return;
  const { node } = editor.view.domAtPos(place.from);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: 'nearest' });
}

function selectedText({ state }: Editor): string {
  const { from, to, $from, $to } = state.selection;
  return $from.sameParent($to) && to - from <= selectedLengthMax ? state.doc.textBetween(from, to) : '';
}
