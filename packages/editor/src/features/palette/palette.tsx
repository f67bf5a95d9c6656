/** Documents and actions by name, in one list below one field; keys move through it while the field keeps the focus. */
import './palette.css';
import { encodeDocumentPath } from '@scriptorium/protocol';
import { CornerDownRight, FileText, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useAnnouncer } from '../../ui/announcer.tsx';
import { earlyText } from '../../ui/early-field.tsx';
import { keyNames } from '../../ui/key-names.ts';
import { useWords } from '../../ui/words.ts';
import { type PaletteAction, matchingActions } from './matching-actions.ts';
import { type FoundDocument, useFoundDocuments } from './use-found-documents.ts';

export interface PaletteProps {
  readonly actions: readonly PaletteAction[];
  readonly nameOf: (documentId: string) => string;
  readonly onClose: () => void;
}

interface Entry {
  readonly id: string;
  readonly kind: 'document' | 'action';
  readonly label: string;
  readonly more: string | null;
  readonly keys?: string;
  readonly run: () => void;
}

export function Palette({ actions, nameOf, onClose }: PaletteProps): ReactElement {
  const { palette: words } = useWords();
  const [query, setQuery] = useState(earlyText);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { documents: found, hasFailed, query: answered } = useFoundDocuments(query);
  // What was found for other words is not what Enter shall open.
  const documents = answered === query.trim() ? found : found.filter(({ title, id }) => (title ?? nameOf(id)).toLowerCase().includes(query.trim().toLowerCase()));
  const dialog = useModal();
  const listId = useId();
  const entries = [...documents.map((document) => documentEntry(document, nameOf)), ...matchingActions(actions, query).map(actionEntry)];
  const at = Math.max(0, entries.findIndex(({ id }) => id === chosenId));
  const chosen = entries[at];
  useFindings(answered.trim() === query.trim() ? entries.length : null);
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    // What it opens takes the focus after the palette has given it back.
    setTimeout(entry.run, 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(chosen);
    else if (step !== undefined && entries.length > 0) setChosenId(entries[(at + step + entries.length) % entries.length]?.id ?? null);
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a click on the backdrop; Escape is the key for it
    <dialog
      ref={dialog}
      className="palette"
      aria-label={words.label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <Field
        listId={listId}
        query={query}
        chosen={chosen}
        onQuery={(next) => {
          setQuery(next);
          setChosenId(null);
        }}
        onKeyDown={onKeyDown}
      />
      {hasFailed ? <p className="palette-note">{words.failed}</p> : null}
      {entries.length === 0 ? <p className="palette-note">{words.nothing}</p> : null}
      <Entries {...{ listId, entries, chosen }} isRecent={answered === ''} onChoose={choose} onReach={({ id }) => setChosenId(id)} />
    </dialog>
  );
}

interface FieldProps {
  readonly listId: string;
  readonly query: string;
  readonly chosen: Entry | undefined;
  readonly onQuery: (query: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Field({ listId, query, chosen, onQuery, onKeyDown }: FieldProps): ReactElement {
  const { palette: words } = useWords();
  return (
    <div className="palette-field">
      <Search aria-hidden="true" />
      <input
        role="combobox"
        aria-label={words.label}
        aria-expanded={chosen !== undefined}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        value={query}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

interface EntriesProps {
  readonly listId: string;
  readonly entries: readonly Entry[];
  readonly chosen: Entry | undefined;
  readonly isRecent: boolean;
  readonly onChoose: (entry: Entry) => void;
  readonly onReach: (entry: Entry) => void;
}

function Entries({ listId, entries, chosen, isRecent, onChoose, onReach }: EntriesProps): ReactElement {
  const { palette: words } = useWords();
  const groups = (['document', 'action'] as const)
    .map((kind) => ({ kind, label: kind === 'action' ? words.actions : isRecent ? words.recent : words.documents, of: entries.filter((entry) => entry.kind === kind) }))
    .filter(({ of }) => of.length > 0);
  return (
    <div className="palette-list" role="listbox" id={listId} aria-label={words.label}>
      {groups.map(({ kind, label, of }) => (
        <div key={kind} role="group" aria-labelledby={`${listId}-${kind}`}>
          <div className="palette-group" id={`${listId}-${kind}`}>
            {label}
          </div>
          {of.map((entry) => (
            <Option key={entry.id} id={`${listId}-${entry.id}`} entry={entry} isChosen={entry === chosen} onChoose={() => onChoose(entry)} onReach={() => onReach(entry)} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: Entry;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onReach: () => void;
}

function Option({ id, entry, isChosen, onChoose, onReach }: OptionProps): ReactElement {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const Icon = entry.kind === 'document' ? FileText : CornerDownRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and the keys
    <div ref={option} id={id} role="option" aria-selected={isChosen} className="palette-option" onClick={onChoose} onPointerMove={onReach}>
      <Icon aria-hidden="true" />
      <span className="palette-words">
        <span className="palette-label">{entry.label}</span>
        {entry.more === null ? null : <span className="palette-more">{entry.more}</span>}
      </span>
      {entry.keys === undefined ? null : <kbd>{keyNames(entry.keys)}</kbd>}
    </div>
  );
}

function documentEntry({ id, title, excerpt }: FoundDocument, nameOf: (documentId: string) => string): Entry {
  const run = (): void => navigate(`/d/${encodeDocumentPath(id)}`);
  return { id: `d-${encodeURIComponent(id)}`, kind: 'document', label: title ?? nameOf(id), more: excerpt, run };
}

function actionEntry({ id, label, keys, run }: PaletteAction): Entry {
  return { id: `a-${id}`, kind: 'action', label, more: null, run, ...(keys === undefined ? {} : { keys }) };
}

function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const focused = document.activeElement;
    if (!element.open) element.showModal();
    return () => {
      element.close();
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    };
  }, []);
  return dialog;
}

function useFindings(count: number | null): void {
  const { palette: words } = useWords();
  const { say } = useAnnouncer();
  useEffect(() => {
    if (count !== null) say(count === 0 ? words.nothing : words.count(count), 'findings');
  }, [count, words, say]);
}
