/** Formatting that is wanted less often: sub- and superscript, alignment, and taking all of it away. */
import type { Editor } from '@tiptap/core';
import { AlignCenter, AlignJustify, AlignLeft, AlignRight, Baseline, type LucideIcon, Pilcrow, RemoveFormatting } from 'lucide-react';
import type { ReactElement } from 'react';
import { type FormatState, clearFormats, setAlignment, toggleMark } from '../../document/formats.ts';
import type { Alignment } from '../../document/schema.ts';
import { useWords } from '../../ui/words.ts';
import { markIcons, markKeys } from './mark-tools.ts';
import { ToolMenu } from './tool-menu.tsx';

const choices: readonly { readonly name: Alignment | null; readonly icon: LucideIcon; readonly keys?: string }[] = [
  { name: null, icon: Pilcrow },
  { name: 'left', icon: AlignLeft, keys: 'Mod-Shift-L' },
  { name: 'center', icon: AlignCenter, keys: 'Mod-Shift-E' },
  { name: 'right', icon: AlignRight, keys: 'Mod-Shift-R' },
  { name: 'justify', icon: AlignJustify, keys: 'Mod-Shift-J' },
];

export interface MoreMenuProps {
  readonly editor: Editor;
  readonly formats: FormatState;
  /** It was asked for before it was there. */
  readonly isAsked: boolean;
}

export function MoreMenu({ editor, formats, isAsked }: MoreMenuProps): ReactElement {
  const { toolbar: words } = useWords();
  return (
    <ToolMenu
      editor={editor}
      label={words.more}
      face={<Baseline aria-hidden="true" />}
      isAsked={isAsked}
      groups={[
        {
          items: (['subscript', 'superscript'] as const).map((mark) => {
            const Icon = markIcons[mark];
            const isChecked = formats.marks.includes(mark);
            const onSelect = (): void => toggleMark(editor, mark);
            return { id: mark, label: words[mark], icon: <Icon aria-hidden="true" />, keys: markKeys[mark], isChecked, isDisabled: !formats.canMark, onSelect };
          }),
        },
        {
          label: words.align,
          items: choices.map(({ name, icon: Icon, keys }) => ({
            id: name ?? 'auto',
            label: words.alignments[name ?? 'auto'],
            icon: <Icon aria-hidden="true" />,
            keys,
            isChecked: formats.alignment === name,
            isDisabled: formats.block === 'codeBlock',
            onSelect: () => setAlignment(editor, name),
          })),
        },
        { items: [{ id: 'clear', label: words.clear, icon: <RemoveFormatting aria-hidden="true" />, onSelect: () => clearFormats(editor) }] },
      ]}
    />
  );
}
