/** Makes the editor of a text, in turns: the page answers in between, and what stands there meanwhile stays. */
import { Editor, type EditorOptions } from '@tiptap/core';
import { startTransition, useEffect, useState } from 'react';
import type { DocumentSession } from '../../sync/document-session.ts';
import { nextTurn } from '../../ui/turns.ts';

interface Made {
  readonly session: DocumentSession;
  readonly editor: Editor;
}

/** Null until it is there. `options` are null as long as there is nothing to edit; others make another editor, and the one before stays until then. */
export function useTextEditor(session: DocumentSession, options: Partial<EditorOptions> | null): Editor | null {
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    if (options === null) return undefined;
    const unwanted = new AbortController();
    const make = async (): Promise<void> => {
      const editor = await makeEditor(session, options, unwanted.signal);
      if (editor !== null) startTransition(() => setMade({ session, editor }));
    };
    make().catch((error: unknown) => {
      // To whoever guards the page.
      setMade(() => {
        throw error;
      });
    });
    return () => unwanted.abort();
  }, [session, options]);
  useEffect(() => {
    if (made === null) return undefined;
    // When those who use it have let go of it.
    return () => void setTimeout(() => made.editor.destroy());
  }, [made]);
  return made?.session === session && options !== null ? made.editor : null;
}

/** Read from the document; without this TipTap would parse HTML to find that there is nothing in it. */
const noContent = { type: 'doc', content: [{ type: 'paragraph' }] };

/** What was deleted is told to nobody here; to find it out takes a turn of its own between a key and its frame. */
const enableCoreExtensions = { delete: false } as const;

/** Null where nobody wants it any more, or nothing may be bound to the document: an outdated page would delete what it does not know. */
async function makeEditor(session: DocumentSession, options: Partial<EditorOptions>, unwanted: AbortSignal): Promise<Editor | null> {
  // Once false it stays so.
  const mayGoOn = async (): Promise<boolean> => {
    await nextTurn();
    return !unwanted.aborted && !session.isOutdated;
  };
  if (!(await mayGoOn())) return null;
  const editor = new Editor({ ...options, content: noContent, element: null, enableCoreExtensions });
  if (await mayGoOn()) makeAhead(editor);
  const element = document.createElement('div');
  if (await mayGoOn()) bind(editor, { session, element });
  // Attributes that depend on the document reach the view with its next options only.
  if (await mayGoOn()) editor.setOptions({ element });
  if (await mayGoOn()) return editor;
  editor.destroy();
  return null;
}

/** What TipTap makes with the view, as long as all the rest of that: it finds it made. */
function makeAhead({ extensionManager }: Editor): void {
  for (const name of ['plugins', 'nodeViews'] as const) Object.defineProperty(extensionManager, name, { value: extensionManager[name], configurable: true });
}

/** Draws the document, beside the page. */
function bind(editor: Editor, { session, element }: { readonly session: DocumentSession; readonly element: Element }): void {
  editor.mount(element);
  // At once, and not when React comes round to it: the next message may bring what this page would delete.
  const unsubscribe = session.status.subscribe(() => {
    if (session.isOutdated) editor.destroy();
  });
  editor.on('destroy', unsubscribe);
}
