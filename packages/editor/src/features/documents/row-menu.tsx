/** What can be done with a document in the list; comes after the list itself. */
import { Ellipsis, Link2, PencilLine, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';

export interface RowMenuProps {
  readonly title: string;
  /** The person has asked for it before it had come. */
  readonly isAsked: boolean;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  readonly onCopyLink: () => void;
}

export function RowMenu({ title, isAsked, onRename, onDelete, onCopyLink }: RowMenuProps): ReactElement {
  const { list: words } = useWords();
  return (
    <Menu
      label={words.actionsFor(title)}
      isOpenAtOnce={isAsked}
      trigger={
        <Button look="icon" className="row-menu" aria-label={words.actionsFor(title)}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
    >
      <MenuItem icon={<PencilLine aria-hidden="true" />} onSelect={onRename}>
        {words.rename}
      </MenuItem>
      <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={onCopyLink}>
        {words.copyLink}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 aria-hidden="true" />} isDanger onSelect={onDelete}>
        {words.delete}
      </MenuItem>
    </Menu>
  );
}
