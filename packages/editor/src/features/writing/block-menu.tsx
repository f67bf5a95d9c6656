/** The menu that says what the block at the caret is, makes it another, and moves it. */
import type { Editor } from '@tiptap/core';
import { ChevronDown, Code2, Heading1, Heading2, Heading3, Heading4, Pilcrow } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import type { ReactElement } from 'react';
import { type BlockName, setBlock } from '../../document/formats.ts';
import { keyNames } from '../../ui/key-names.ts';
import { Menu, MenuChoice, MenuLine } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';
import { blockActions } from './block-actions.tsx';
import { ToolMenuGroups, type ToolMenuItem, useFocusAfterChoice } from './tool-menu.tsx';

type ChoosableBlock = Exclude<BlockName, 'other' | 'heading' | 'blockquote'>;

const blocks = [
  { value: 'paragraph', icon: Pilcrow, keys: 'Mod-Alt-0' },
  { value: 'heading1', icon: Heading1, keys: 'Mod-Alt-1' },
  { value: 'heading2', icon: Heading2, keys: 'Mod-Alt-2' },
  { value: 'heading3', icon: Heading3, keys: 'Mod-Alt-3' },
  { value: 'heading4', icon: Heading4, keys: 'Mod-Alt-4' },
  { value: 'codeBlock', icon: Code2, keys: 'Mod-Alt-C' },
] as const satisfies readonly { value: ChoosableBlock; icon: unknown; keys: string }[];

/** Stands for a choice of block, for the focus' sake. */
const anyChoice: ToolMenuItem = { id: 'block', label: '', icon: null, onSelect: () => {} };

export interface BlockMenuProps {
  readonly editor: Editor;
  readonly block: BlockName;
  /** It was asked for before it was there. */
  readonly isAsked: boolean;
}

export function BlockMenu({ editor, block, isAsked }: BlockMenuProps): ReactElement {
  const words = useWords();
  const { toolbar } = words;
  const focus = useFocusAfterChoice(editor);
  const label = toolbar.blockType(toolbar.blocks[block]);
  return (
    <Menu
      label={label}
      align="start"
      isOpenAtOnce={isAsked}
      onCloseAutoFocus={focus.onClosed}
      trigger={
        <Bar.Button className="tool is-wide" aria-label={label}>
          <span>{toolbar.blocks[block]}</span>
          <ChevronDown aria-hidden="true" />
        </Bar.Button>
      }
    >
      <MenuChoice<BlockName>
        label={label}
        isLabelHidden
        value={block}
        onChange={(next) => {
          focus.onChosen(anyChoice);
          const chosen = blocks.find(({ value }) => value === next);
          if (chosen !== undefined && chosen.value !== block) setBlock(editor, chosen.value);
        }}
        options={blocks.map(({ value, icon: Icon, keys }) => ({
          value,
          label: toolbar.blocks[value],
          icon: <Icon aria-hidden="true" />,
          keys: keyNames(keys),
        }))}
      />
      <MenuLine />
      <ToolMenuGroups groups={[{ items: blockActions(editor, words) }]} onChosen={focus.onChosen} />
    </Menu>
  );
}
