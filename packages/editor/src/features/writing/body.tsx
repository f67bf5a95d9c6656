/** The text of the document: TipTap's editor, bound to the session's document. */
import type { Editor } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { type EditorWords, documentExtensions } from '../../document/extensions.ts';
import type { KeyActions } from '../../document/keys.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { Suggestions } from '../../document/suggestions.ts';
import type { Strings } from '../../ui/strings.ts';
import { useWords } from '../../ui/words.ts';

export interface BodyProps {
  readonly session: DocumentSession;
  readonly isWritable: boolean;
  readonly keys: KeyActions;
  readonly suggestions: Suggestions;
  /** Asked at each character. */
  readonly isTypographic: boolean;
  readonly onEditor: (editor: Editor | null) => void;
}

/** Mount it after the first sync only: an editor on an unloaded document would write into it. */
export function Body({ session, isWritable, keys, suggestions, isTypographic, onEditor }: BodyProps): ReactElement {
  const words = useWords();
  const latestKeys = useRef(keys);
  latestKeys.current = keys;
  const latestTypography = useRef(isTypographic);
  latestTypography.current = isTypographic;

  const extensions = useMemo(
    () =>
      documentExtensions({
        session,
        words: editorWords(words, (pos) => latestKeys.current.onFormula(pos)),
        keys: {
          onLink: () => latestKeys.current.onLink(),
          onToolbar: () => latestKeys.current.onToolbar(),
          onLeaveUp: () => latestKeys.current.onLeaveUp(),
          onFormula: (pos) => latestKeys.current.onFormula(pos),
        },
        suggestions,
        typography: { marks: words.quotationMarks, isOn: () => latestTypography.current },
      }),
    [session, words, suggestions],
  );
  const attributes = useMemo(
    () => ({ class: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': words.document.bodyLabel, spellcheck: 'true' }),
    [words],
  );
  const editor = useEditor({ extensions, injectCSS: false, editable: isWritable, editorProps: { attributes } }, [session, words]);

  useEffect(() => {
    if (editor.isDestroyed) return;
    if (editor.isEditable !== isWritable) editor.setEditable(isWritable, false);
    editor.view.dom.toggleAttribute('aria-readonly', false);
    if (!isWritable) editor.view.dom.setAttribute('aria-readonly', 'true');
  }, [editor, isWritable]);

  useEffect(() => {
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);

  return <EditorContent editor={editor} className="body" />;
}

function editorWords(words: Strings, onEditFormula: (pos: number) => void): EditorWords {
  const { document: page, text, people } = words;
  return {
    placeholder: page.bodyPlaceholder,
    namelessLabel: people.nameless,
    taskLabel: (task, isDone) => (isDone ? page.taskDone(task) : page.taskOpen(task)),
    callout: { kindLabel: (kind) => text.calloutKind(text.callouts[kind]) },
    details: { toggleLabel: (isOpen) => (isOpen ? text.fold : text.unfold), summaryPlaceholder: text.summaryPlaceholder },
    code: text,
    math: { emptyLabel: text.emptyFormula, faultLabel: text.formulaFault, onEdit: onEditFormula },
  };
}
