/** What floats over the text: for a writer suggestions, the menu of a selection, the handles of blocks and tables; find for everybody. */
import type { Editor } from '@tiptap/core';
import type { ReactElement, RefObject } from 'react';
import type { FormulaName } from '../../document/insertions.ts';
import type { Suggestions } from '../../document/suggestions.ts';
import type { Presence } from '../../sync/presence.ts';
import { BlockHandle } from './block-handle.tsx';
import { BubbleMenu } from './bubble-menu.tsx';
import { FindPanel } from './find-panel.tsx';
import { LinkBubble } from './link-bubble.tsx';
import { SuggestionMenu } from './suggestion-menu.tsx';
import { TableHandles } from './table-menus.tsx';

export { WritingDialogs } from './writing-dialogs.tsx';

export interface WritingToolsProps {
  readonly editor: Editor;
  readonly presence: Presence;
  readonly suggestions: Suggestions;
  readonly bubble: RefObject<HTMLDivElement | null>;
  readonly onLink: () => void;
  readonly onFormula: (name: FormulaName) => void;
  readonly isWritable: boolean;
  readonly isFinding: boolean;
  readonly onFound: () => void;
}

export function WritingTools(props: WritingToolsProps): ReactElement {
  const { editor, isWritable, isFinding, onFound } = props;
  return (
    <>
      {isFinding ? <FindPanel editor={editor} isWritable={isWritable} onClose={onFound} /> : null}
      {isWritable ? <WriterTools {...props} /> : null}
    </>
  );
}

function WriterTools({ editor, presence, suggestions, bubble, onLink, onFormula }: WritingToolsProps): ReactElement {
  return (
    <>
      <SuggestionMenu editor={editor} suggestions={suggestions} presence={presence} onFormula={onFormula} />
      <BubbleMenu editor={editor} bar={bubble} onLink={onLink} />
      <LinkBubble editor={editor} bar={bubble} onEdit={onLink} />
      <TableHandles editor={editor} />
      <BlockHandle editor={editor} />
    </>
  );
}
