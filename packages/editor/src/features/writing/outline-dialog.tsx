/** The outline where there is no room for it beside the sheet. */
import type { Editor } from '@tiptap/core';
import type { ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { OutlineList } from './outline-column.tsx';
import type { DocumentShape } from './document-shape.ts';

export interface OutlineDialogProps {
  readonly editor: Editor;
  readonly shape: DocumentShape;
  readonly onClose: () => void;
}

export function OutlineDialog({ editor, shape, onClose }: OutlineDialogProps): ReactElement {
  const { outline: words } = useWords();
  return (
    <Dialog title={words.label} onClose={onClose}>
      <div className="outline-list">
        <OutlineList editor={editor} shape={shape} here={-1} onGo={onClose} />
      </div>
    </Dialog>
  );
}
