/** The formatting toolbar: one stop for the Tab key, arrows inside it, Escape back to the text. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Link2, List, ListOrdered, ListTodo, type LucideIcon, Quote, Redo2, Undo2 } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import { type ReactElement, type RefObject, Suspense } from 'react';
import { type FormatState, type ListName, type MarkName, focusText, readFormats, redo, toggleList, toggleMark, toggleQuote, undo } from '../../document/formats.ts';
import type { FormulaName } from '../../document/insertions.ts';
import { loadLater } from '../../ui/later.tsx';
import { isOwnKey } from '../../ui/own-key.ts';
import { useWords } from '../../ui/words.ts';
import { BlockMenu, HighlightMenu, MoreMenu } from './later-menus.tsx';
import { markIcons, markKeys } from './mark-tools.ts';
import { Tool, ToolLine } from './tool.tsx';

const InsertMenu = loadLater(() => import('./insert-menu.tsx').then((module) => module.InsertMenu));
const TableMenu = loadLater(() => import('./table-menus.tsx').then((module) => module.TableMenu));

const marks: readonly MarkName[] = ['bold', 'italic', 'underline', 'strike', 'code'];

const lists: readonly { readonly name: ListName; readonly icon: LucideIcon; readonly keys: string }[] = [
  { name: 'bulletList', icon: List, keys: 'Mod-Shift-8' },
  { name: 'orderedList', icon: ListOrdered, keys: 'Mod-Shift-7' },
  { name: 'taskList', icon: ListTodo, keys: 'Mod-Shift-9' },
];

export interface ToolbarProps {
  readonly editor: Editor;
  /** The id of what it works on. */
  readonly controls: string;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onLink: () => void;
  readonly onFormula: (name: FormulaName) => void;
}

export function Toolbar({ editor, controls, bar, onLink, onFormula }: ToolbarProps): ReactElement {
  const { toolbar: words } = useWords();
  const formats = useEditorState({ editor, selector: ({ editor: current }) => readFormats(current) });
  return (
    <Bar.Root
      ref={bar}
      className="toolbar"
      aria-label={words.label}
      aria-controls={controls}
      onKeyDown={(event) => {
        // In a menu it leads back to the menu's button.
        if (isOwnKey(event, 'Escape')) focusText(editor, 'selection');
      }}
    >
      <div className="toolbar-row">
        <Tool icon={Undo2} label={words.undo} keys="Mod-Z" isDisabled={!formats.canUndo} onPress={() => undo(editor)} />
        <Tool icon={Redo2} label={words.redo} keys="Mod-Shift-Z" isDisabled={!formats.canRedo} onPress={() => redo(editor)} />
        <ToolLine />
        <BlockMenu editor={editor} block={formats.block} />
        <ToolLine />
        <TextTools editor={editor} formats={formats} onLink={onLink} />
        <ToolLine />
        <BlockTools editor={editor} formats={formats} />
        <ToolLine />
        <Suspense fallback={null}>
          <InsertMenu editor={editor} onFormula={onFormula} />
        </Suspense>
        {formats.isTable ? (
          <Suspense fallback={null}>
            <TableMenu editor={editor} />
          </Suspense>
        ) : null}
      </div>
    </Bar.Root>
  );
}

interface ToolsProps {
  readonly editor: Editor;
  readonly formats: FormatState;
}

function TextTools({ editor, formats, onLink }: ToolsProps & { readonly onLink: () => void }): ReactElement {
  const { toolbar: words } = useWords();
  return (
    <>
      {marks.map((name) => (
        <Tool
          key={name}
          icon={markIcons[name]}
          label={words[name]}
          keys={markKeys[name]}
          isPressed={formats.marks.includes(name)}
          isDisabled={!formats.canMark}
          onPress={() => toggleMark(editor, name)}
        />
      ))}
      <Tool icon={Link2} label={words.link} keys="Mod-K" isPressed={formats.isLink} isDisabled={!formats.canMark} onPress={onLink} />
      <HighlightMenu editor={editor} colour={formats.highlight} />
      <MoreMenu editor={editor} formats={formats} />
    </>
  );
}

function BlockTools({ editor, formats }: ToolsProps): ReactElement {
  const { toolbar: words } = useWords();
  return (
    <>
      {lists.map(({ name, icon, keys }) => (
        <Tool
          key={name}
          icon={icon}
          label={words[name]}
          keys={keys}
          isPressed={formats.list === name}
          onPress={() => toggleList(editor, name)}
        />
      ))}
      <Tool icon={Quote} label={words.quote} keys="Mod-Shift-B" isPressed={formats.isQuote} onPress={() => toggleQuote(editor)} />
    </>
  );
}
