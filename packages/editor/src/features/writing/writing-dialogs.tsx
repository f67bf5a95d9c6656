/** The dialogs of writing: links, formulas, word counts, keys. All but the first come when they are asked for. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, Suspense, useState } from 'react';
import { linkAtSelection, removeLink, setLink } from '../../document/formats.ts';
import { type FormulaName, type HeldFormula, changeFormula, insertFormula } from '../../document/insertions.ts';
import { mayWrite } from '../../document/read-only.ts';
import { loadLater } from '../../ui/later.tsx';
import { useWords } from '../../ui/words.ts';
import { LinkDialog } from './link-dialog.tsx';
import type { DocumentShape } from './document-shape.ts';

const FormulaDialog = loadLater(() => import('./formula-dialog.tsx').then((module) => module.FormulaDialog));
const OutlineDialog = loadLater(() => import('./outline-dialog.tsx').then((module) => module.OutlineDialog));
const CountsDialog = loadLater(() => import('./counts-dialog.tsx').then((module) => module.CountsDialog));
const ShortcutsDialog = loadLater(() => import('./shortcuts-dialog.tsx').then((module) => module.ShortcutsDialog));

/** Which one is open. */
export type WritingQuestion =
  | { readonly kind: 'link' | 'outline' | 'counts' | 'shortcuts' }
  | { readonly kind: 'formula'; readonly name: FormulaName }
  | { readonly kind: 'edit-formula'; readonly formula: HeldFormula };

export interface WritingDialogsProps {
  readonly editor: Editor;
  readonly question: WritingQuestion;
  /** Null where there is no editor any more. */
  readonly shape: DocumentShape | null;
  readonly isWritable: boolean;
  readonly onClose: () => void;
}

export function WritingDialogs(props: WritingDialogsProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <OpenDialog {...props} />
    </Suspense>
  );
}

function OpenDialog({ editor, question, shape, isWritable, onClose }: WritingDialogsProps): ReactElement | null {
  const { link } = useWords();
  // As it was when it was asked for: the editor may be gone before the dialog.
  const [href] = useState(() => (question.kind === 'link' ? linkAtSelection(editor) : null));
  const refusal = isWritable ? null : link.refused;
  /** First it closes, which gives the focus back; what is done then works on the text. Where it may not, what was typed stays. */
  const closeAnd = (work: () => void): void => {
    if (!mayWrite(editor)) return;
    onClose();
    work();
  };
  switch (question.kind) {
    case 'link':
      return (
        <LinkDialog
          {...{ href, refusal, onClose }}
          onSave={(address) => closeAnd(() => setLink(editor, address))}
          onRemove={() => closeAnd(() => removeLink(editor))}
        />
      );
    case 'formula': {
      const { name } = question;
      const save = (latex: string): void => closeAnd(() => insertFormula(editor, name, latex));
      return <FormulaDialog latex="" isBlock={name === 'blockMath'} isNew {...{ refusal, onClose }} onSave={save} />;
    }
    case 'edit-formula': {
      const { formula } = question;
      const save = (latex: string): void => closeAnd(() => changeFormula(editor, formula, latex));
      return <FormulaDialog latex={formula.latex} isBlock={formula.isBlock} isNew={false} {...{ refusal, onClose }} onSave={save} />;
    }
    case 'outline':
      return shape === null ? null : <OutlineDialog editor={editor} shape={shape} onClose={onClose} />;
    case 'counts':
      return shape === null ? null : <CountsDialog shape={shape} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
  }
}
