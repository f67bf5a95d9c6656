/** Everything that can be put into the text, from a plus in the toolbar: what the slash menu has, for those who do not type it. */
import type { Editor } from '@tiptap/core';
import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { type FormulaName, type InsertionName, insert, isFormula } from '../../document/insertions.ts';
import { useWords } from '../../ui/words.ts';
import { insertionIcons, insertionKeys } from './insertion-icons.tsx';
import { ToolMenu, type ToolMenuItem } from './tool-menu.tsx';

const groups: readonly (readonly InsertionName[])[] = [
  ['file', 'table', 'codeBlock', 'details', 'rule'],
  ['note', 'tip', 'important', 'warning'],
  ['blockMath', 'inlineMath'],
];

export interface InsertMenuProps {
  readonly editor: Editor;
  readonly onFormula: (name: FormulaName) => void;
}

export function InsertMenu({ editor, onFormula }: InsertMenuProps): ReactElement {
  const { toolbar, insert: words } = useWords();
  const itemOf = (name: InsertionName): ToolMenuItem => {
    const Icon = insertionIcons[name];
    const base = { id: name, label: words.items[name].label, icon: <Icon aria-hidden="true" />, typed: insertionKeys[name] };
    if (isFormula(name)) return { ...base, keepsFocus: true, onSelect: () => onFormula(name) };
    return { ...base, onSelect: () => insert(editor, name) };
  };
  return (
    <ToolMenu
      editor={editor}
      label={toolbar.insert}
      face={<Plus aria-hidden="true" />}
      groups={groups.map((names) => ({ items: names.map(itemOf) }))}
    />
  );
}
