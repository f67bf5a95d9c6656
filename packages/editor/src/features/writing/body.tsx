/** The text of the document: TipTap's editor, bound to the session's document. */
import type { Editor } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { documentExtensions } from '../../document/extensions.ts';
import type { KeyActions } from '../../document/keys.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import { useWords } from '../../ui/words.ts';

export interface BodyProps {
  readonly session: DocumentSession;
  readonly isWritable: boolean;
  readonly keys: KeyActions;
  readonly onEditor: (editor: Editor | null) => void;
}

/** Mount it after the first sync only: an editor on an unloaded document would write into it. */
export function Body({ session, isWritable, keys, onEditor }: BodyProps): ReactElement {
  const { document: words, people } = useWords();
  const latestKeys = useRef(keys);
  latestKeys.current = keys;

  const extensions = useMemo(
    () =>
      documentExtensions({
        session,
        words: {
          placeholder: words.bodyPlaceholder,
          namelessLabel: people.nameless,
          taskLabel: (text, isDone) => (isDone ? words.taskDone(text) : words.taskOpen(text)),
        },
        keys: {
          onLink: () => latestKeys.current.onLink(),
          onToolbar: () => latestKeys.current.onToolbar(),
          onLeaveUp: () => latestKeys.current.onLeaveUp(),
        },
      }),
    [session, words, people],
  );
  const attributes = useMemo(
    () => ({ class: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': words.bodyLabel, spellcheck: 'true' }),
    [words],
  );
  const editor = useEditor({ extensions, injectCSS: false, editable: isWritable, editorProps: { attributes } }, [session]);

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
