/** The text of a document that is newer than this page: to be read, as far as the page knows it. Nothing is bound to it. */
import type { AnyExtension } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { type ReactElement, useEffect, useMemo } from 'react';
import { readableContent } from '../../document/readable-content.ts';
import { schemaExtensions } from '../../document/schema.ts';
import type { DocumentSession } from '../../sync/document-session.ts';
import { useHost } from '../../ui/host.ts';
import { useWords } from '../../ui/words.ts';
import { editorWords, textAttributes } from './editor-words.ts';

const asTheyAre = (extensions: AnyExtension[]): AnyExtension[] => extensions;

/** What others write meanwhile is shown so often. */
const refreshMs = 1_000;

export interface ReaderBodyProps {
  readonly session: DocumentSession;
  readonly adapt?: ((extensions: AnyExtension[]) => AnyExtension[]) | undefined;
}

export function ReaderBody({ session, adapt = asTheyAre }: ReaderBodyProps): ReactElement {
  const words = useWords();
  const { serverUrl } = useHost();
  const extensions = useMemo(() => adapt(schemaExtensions(editorWords(words, serverUrl, () => {}))), [words, serverUrl, adapt]);
  const attributes = useMemo(() => ({ ...textAttributes(words), 'aria-readonly': 'true' }), [words]);
  const editor = useEditor({ extensions, injectCSS: false, editable: false, editorProps: { attributes } }, [session, words]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      if (editor.isDestroyed) return;
      const { state, view } = editor;
      view.dispatch(state.tr.replaceWith(0, state.doc.content.size, readableContent(session.body, state.schema).content));
    };
    const plan = (): void => {
      timer ??= setTimeout(show, refreshMs);
    };
    show();
    session.doc.on('update', plan);
    return () => {
      clearTimeout(timer);
      session.doc.off('update', plan);
    };
  }, [editor, session]);
  return <EditorContent editor={editor} className="body" />;
}
