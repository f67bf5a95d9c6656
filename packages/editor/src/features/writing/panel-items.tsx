/** The items of a menu that open something beside the text. */
import { Keyboard, LetterText, ListTree, Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { keyNames } from '../../ui/key-names.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';
import type { WritingPanel } from './writing-panel.ts';

export function PanelItems({ onPanel }: { readonly onPanel: (panel: WritingPanel) => void }): ReactElement {
  const { toolbar, outline, counts, shortcuts } = useWords();
  return (
    <>
      <MenuItem icon={<Search aria-hidden="true" />} keys={keyNames('Mod-F')} onSelect={() => onPanel('find')}>
        {toolbar.find}
      </MenuItem>
      <MenuItem icon={<ListTree aria-hidden="true" />} onSelect={() => onPanel('outline')}>
        {outline.show}
      </MenuItem>
      <MenuItem icon={<LetterText aria-hidden="true" />} onSelect={() => onPanel('counts')}>
        {counts.show}
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden="true" />} keys={keyNames('Mod-/')} onSelect={() => onPanel('shortcuts')}>
        {shortcuts.show}
      </MenuItem>
    </>
  );
}
