/** The text of the document: TipTap's editor, bound to the session's document. */
import type { AnyExtension, Editor, EditorOptions } from '@tiptap/core';
import type { EditorState } from '@tiptap/pm/state';
import { type ReactElement, useLayoutEffect, useMemo, useRef } from 'react';
import { documentExtensions } from '../../document/extensions.ts';
import type { KeyActions } from '../../document/keys.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import type { Suggestions } from '../../document/suggestions.ts';
import { useHost } from '../../ui/host.ts';
import { shortBlocksMax } from '../../document/long-text.ts';
import { useWords } from '../../ui/words.ts';
import { editorWords, textAttributes } from './editor-words.ts';
import { useTextEditor } from './use-text-editor.ts';

/** Where the caret is brought to when it leaves the view: clear of the bars, in pixels. */
const roomAround = { top: 124, bottom: 76, left: 8, right: 8 };
const scrolling = { scrollMargin: roomAround, scrollThreshold: roomAround };

export interface BodyOptions {
  readonly session: DocumentSession;
  /** After the first sync only: an editor on an unloaded document would write into it. */
  readonly isWanted: boolean;
  readonly isWritable: boolean;
  readonly keys: KeyActions;
  readonly suggestions: Suggestions;
  /** Asked at each character. */
  readonly isTypographic: boolean;
  readonly adapt?: ((extensions: AnyExtension[]) => AnyExtension[]) | undefined;
}

/** Null until it is there. */
export function useBodyEditor(options: BodyOptions): Editor | null {
  const { session, isWanted, isWritable } = options;
  const latestWritable = useRef(isWritable);
  latestWritable.current = isWritable;
  const extensions = useExtensions(options);
  const words = useWords();
  const attributes = useMemo(() => {
    const always = textAttributes(words);
    const long = { ...always, class: `${always['class']} is-long` };
    return ({ doc }: EditorState): Record<string, string> => (doc.childCount > shortBlocksMax ? long : always);
  }, [words]);
  const editorOptions = useMemo((): Partial<EditorOptions> | null => {
    if (!isWanted) return null;
    // Marks come from Markdown that is known as such: an asterisk alone makes nothing.
    return { extensions, injectCSS: false, enablePasteRules: ['link'], editable: latestWritable.current, editorProps: { attributes, ...scrolling } };
  }, [isWanted, extensions, attributes]);
  const editor = useTextEditor(session, editorOptions);

  useLayoutEffect(() => {
    if (editor === null || editor.isDestroyed) return;
    if (editor.isEditable !== isWritable) editor.setEditable(isWritable, false);
    editor.view.dom.toggleAttribute('aria-readonly', false);
    if (!isWritable) editor.view.dom.setAttribute('aria-readonly', 'true');
  }, [editor, isWritable]);
  return editor;
}

function useExtensions({ session, keys, suggestions, isTypographic, adapt }: BodyOptions): AnyExtension[] {
  const words = useWords();
  const { serverUrl } = useHost();
  const latestKeys = useRef(keys);
  latestKeys.current = keys;
  const latestTypography = useRef(isTypographic);
  latestTypography.current = isTypographic;
  return useMemo(
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
}

/** The place of the text on the sheet. What TipTap has for this draws the whole text once more, for views in React, of which there are none. */
export function Body({ editor }: { readonly editor: Editor }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || editor.isDestroyed) return undefined;
    const text = editor.view.dom;
    element.append(text);
    return () => text.remove();
  }, [editor]);
  return <div ref={place} className="body" />;
}
