/** The text of the document: TipTap's editor, bound to the session's document. */
import type { AnyExtension, Editor } from '@tiptap/core';
import type { EditorState } from '@tiptap/pm/state';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ReactElement, useEffect, useMemo, useRef } from 'react';
import { documentExtensions } from '../../document/extensions.ts';
import type { KeyActions } from '../../document/keys.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { Suggestions } from '../../document/suggestions.ts';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';
import { editorWords, textAttributes } from './editor-words.ts';

/** Where the caret is brought to when it leaves the view: clear of the bars, in pixels. */
const roomAround = { top: 124, bottom: 56, left: 8, right: 8 };
const scrolling = { scrollMargin: roomAround, scrollThreshold: roomAround };

/** Of a document with more blocks only those near the window are laid out. */
const shortBlocksMax = 60;

export interface BodyProps {
  readonly session: DocumentSession;
  readonly isWritable: boolean;
  readonly keys: KeyActions;
  readonly suggestions: Suggestions;
  /** Asked at each character. */
  readonly isTypographic: boolean;
  readonly onEditor: (editor: Editor | null) => void;
  readonly adapt?: ((extensions: AnyExtension[]) => AnyExtension[]) | undefined;
}

/** Mount it after the first sync only: an editor on an unloaded document would write into it. */
export function Body({ session, isWritable, keys, suggestions, isTypographic, onEditor, adapt }: BodyProps): ReactElement {
  const words = useWords();
  const { serverUrl } = useHost();
  const latestKeys = useRef(keys);
  latestKeys.current = keys;
  const latestTypography = useRef(isTypographic);
  latestTypography.current = isTypographic;

  const extensions = useMemo(
    () =>
      documentExtensions({
        session,
        words: editorWords(words, serverUrl, (pos) => latestKeys.current.onFormula(pos)),
        keys: {
          onLink: () => latestKeys.current.onLink(),
          onToolbar: () => latestKeys.current.onToolbar(),
          onLeaveUp: () => latestKeys.current.onLeaveUp(),
          onFormula: (pos) => latestKeys.current.onFormula(pos),
        },
        suggestions,
        typography: { marks: words.quotationMarks, isOn: () => latestTypography.current },
        ...(adapt === undefined ? {} : { adapt }),
      }),
    [session, words, serverUrl, suggestions, adapt],
  );
  const attributes = useMemo(() => {
    const always = textAttributes(words);
    const long = { ...always, class: `${always['class']} is-long` };
    return ({ doc }: EditorState): Record<string, string> => (doc.childCount > shortBlocksMax ? long : always);
  }, [words]);
  // Marks come from Markdown that is known as such: an asterisk alone makes nothing.
  const editor = useEditor({ extensions, injectCSS: false, enablePasteRules: ['link'], editable: isWritable, editorProps: { attributes, ...scrolling } }, [session, words]);

  useEffect(() => {
    if (editor.isDestroyed) return;
    if (editor.isEditable !== isWritable) editor.setEditable(isWritable, false);
    editor.view.dom.toggleAttribute('aria-readonly', false);
    if (!isWritable) editor.view.dom.setAttribute('aria-readonly', 'true');
  }, [editor, isWritable]);

  // At once, and not when React comes round to it: the next message may bring what this page would delete.
  useEffect(() => session.status.subscribe(() => {
    if (session.isOutdated && !editor.isDestroyed) editor.destroy();
  }), [session, editor]);

  useEffect(() => {
    onEditor(editor);
    return () => onEditor(null);
  }, [editor, onEditor]);

  return <EditorContent editor={editor} className="body" />;
}
