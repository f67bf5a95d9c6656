/** The menu that says what the block at the caret is, and makes it another. */
import { ChevronDown, Code2, Heading1, Heading2, Heading3, Heading4, Pilcrow } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import { type ReactElement, useRef } from 'react';
import type { BlockName } from '../../document/formats.ts';
import { keyNames } from '../../ui/key-names.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';

type ChoosableBlock = Exclude<BlockName, 'other' | 'blockquote'>;

const blocks = [
  { value: 'paragraph', icon: Pilcrow, keys: 'Mod-Alt-0' },
  { value: 'heading1', icon: Heading1, keys: 'Mod-Alt-1' },
  { value: 'heading2', icon: Heading2, keys: 'Mod-Alt-2' },
  { value: 'heading3', icon: Heading3, keys: 'Mod-Alt-3' },
  { value: 'heading4', icon: Heading4, keys: 'Mod-Alt-4' },
  { value: 'codeBlock', icon: Code2, keys: 'Mod-Alt-C' },
] as const satisfies readonly { value: ChoosableBlock; icon: unknown; keys: string }[];

export interface BlockMenuProps {
  readonly block: BlockName;
  readonly onChange: (block: ChoosableBlock) => void;
  /** The menu is gone: the focus is to go back to the text. */
  readonly onClosed: () => void;
}

export function BlockMenu({ block, onChange, onClosed }: BlockMenuProps): ReactElement {
  const { toolbar: words } = useWords();
  const hasChosen = useRef(false);
  return (
    <Menu
      label={words.blockType(words.blocks[block])}
      align="start"
      onCloseAutoFocus={(event) => {
        if (!hasChosen.current) return;
        hasChosen.current = false;
        event.preventDefault();
        onClosed();
      }}
      trigger={
        <Bar.Button className="tool is-wide" aria-label={words.blockType(words.blocks[block])}>
          <span>{words.blocks[block]}</span>
          <ChevronDown aria-hidden="true" />
        </Bar.Button>
      }
    >
      <MenuChoice<BlockName>
        label={words.blockType(words.blocks[block])}
        isLabelHidden
        value={block}
        onChange={(next) => {
          hasChosen.current = true;
          const chosen = blocks.find(({ value }) => value === next);
          if (chosen !== undefined && chosen.value !== block) onChange(chosen.value);
        }}
        options={blocks.map(({ value, icon: Icon, keys }) => ({
          value,
          label: words.blocks[value],
          icon: <Icon aria-hidden="true" />,
          keys: keyNames(keys),
        }))}
      />
    </Menu>
  );
}
