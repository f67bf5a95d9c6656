/** What can be done with a document in the list; comes after the list itself. */
import { Copy, Ellipsis, FilePlus2, LayoutTemplate, Link2, PencilLine, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DocumentEntry } from '../../api/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';
import { type DocumentActions, titleOf } from './use-document-actions.ts';

export interface RowMenuProps {
  readonly document: DocumentEntry;
  /** The person has asked for it before it had come. */
  readonly isAsked: boolean;
  readonly actions: DocumentActions;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function RowMenu({ document, isAsked, actions, onRename, onDelete }: RowMenuProps): ReactElement {
  const { list: words, shelf } = useWords();
  const label = words.actionsFor(titleOf(document));
  const { isTemplate } = document;
  return (
    <Menu
      label={label}
      isOpenAtOnce={isAsked}
      trigger={
        <Button look="icon" className="row-menu" aria-label={label}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem icon={<PencilLine aria-hidden="true" />} onSelect={onRename}>
        {words.rename}
      </MenuItem>
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => actions.copyLink(document)}>
        {words.copyLink}
      </MenuItem>
      <MenuItem icon={<Copy aria-hidden="true" />} onSelect={() => actions.duplicate(document)}>
        {shelf.duplicate}
      </MenuItem>
      {isTemplate ? (
        <MenuItem icon={<FilePlus2 aria-hidden="true" />} onSelect={() => actions.beginFrom(document)}>
          {shelf.useTemplate}
        </MenuItem>
      ) : null}
      <MenuItem icon={<LayoutTemplate aria-hidden="true" />} onSelect={() => actions.setTemplate(document, !isTemplate)}>
        {isTemplate ? shelf.unmakeTemplate : shelf.makeTemplate}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} isDanger onSelect={onDelete}>
        {words.delete}
      </MenuItem>
    </Menu>
  );
}
