/** The dialogs of writing: links, formulas, word counts, keys. All but the first come when they are asked for. */
import type { Editor } from '@tiptap/core';
import { type ReactElement, Suspense } from 'react';
import { linkAtSelection, removeLink, setLink } from '../../document/formats.ts';
import { type FormulaName, type HeldFormula, changeFormula, insertFormula } from '../../document/insertions.ts';
import { loadLater } from '../../ui/later.tsx';
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
  readonly shape: DocumentShape;
  readonly onClose: () => void;
}

export function WritingDialogs(props: WritingDialogsProps): ReactElement {
  return (
    <Suspense fallback={null}>
      <OpenDialog {...props} />
    </Suspense>
  );
}

function OpenDialog({ editor, question, shape, onClose }: WritingDialogsProps): ReactElement {
  /** First it closes, which gives the focus back; what is done then works on the text. */
  const closeAnd = (work: () => void): void => {
    onClose();
    work();
  };
  switch (question.kind) {
    case 'link':
      return (
        <LinkDialog
          href={linkAtSelection(editor)}
          onClose={onClose}
          onSave={(href) => closeAnd(() => setLink(editor, href))}
          onRemove={() => closeAnd(() => removeLink(editor))}
        />
      );
    case 'formula': {
      const { name } = question;
      const save = (latex: string): void => closeAnd(() => insertFormula(editor, name, latex));
      return <FormulaDialog latex="" isBlock={name === 'blockMath'} isNew onSave={save} onClose={onClose} />;
    }
    case 'edit-formula': {
      const { formula } = question;
      const save = (latex: string): void => closeAnd(() => changeFormula(editor, formula, latex));
      return <FormulaDialog latex={formula.latex} isBlock={formula.isBlock} isNew={false} onSave={save} onClose={onClose} />;
    }
    case 'outline':
      return <OutlineDialog editor={editor} shape={shape} onClose={onClose} />;
    case 'counts':
      return <CountsDialog shape={shape} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
  }
}
