/** The formatting toolbar: one stop for the Tab key, arrows inside it, Escape back to the text. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  Bold, Code, Italic, Link2, List, ListOrdered, ListTodo, type LucideIcon, Minus, Quote, Redo2, SquareCode, Strikethrough, Underline,
  Undo2,
} from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import type { ReactElement, RefObject } from 'react';
import {
  type FormatState, type ListName, type MarkName, focusText, insertRule, readFormats, redo, setBlock, toggleList, toggleMark, toggleQuote, undo,
} from '../../document/formats.ts';
import { keyNames } from '../../ui/key-names.ts';
import { Tip } from '../../ui/tip.tsx';
import { useWords } from '../../ui/words.ts';
import { BlockMenu } from './block-menu.tsx';

const marks: readonly { readonly name: MarkName; readonly icon: LucideIcon; readonly keys: string }[] = [
  { name: 'bold', icon: Bold, keys: 'Mod-B' },
  { name: 'italic', icon: Italic, keys: 'Mod-I' },
  { name: 'underline', icon: Underline, keys: 'Mod-U' },
  { name: 'strike', icon: Strikethrough, keys: 'Mod-Shift-S' },
  { name: 'code', icon: Code, keys: 'Mod-E' },
];

const lists: readonly { readonly name: ListName; readonly icon: LucideIcon; readonly keys: string }[] = [
  { name: 'bulletList', icon: List, keys: 'Mod-Shift-8' },
  { name: 'orderedList', icon: ListOrdered, keys: 'Mod-Shift-7' },
  { name: 'taskList', icon: ListTodo, keys: 'Mod-Shift-9' },
];

export interface ToolbarProps {
  readonly editor: Editor;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onLink: () => void;
}

export function Toolbar({ editor, bar, onLink }: ToolbarProps): ReactElement {
  const { toolbar: words } = useWords();
  const formats = useEditorState({ editor, selector: ({ editor: current }) => readFormats(current) });
  return (
    <Bar.Root
      ref={bar}
      className="toolbar"
      aria-label={words.label}
      aria-controls="document-text"
      onKeyDown={(event) => {
        if (event.key === 'Escape') focusText(editor, 'selection');
      }}
    >
      <div className="toolbar-row">
        <Tool icon={Undo2} label={words.undo} keys="Mod-Z" isDisabled={!formats.canUndo} onPress={() => undo(editor)} />
        <Tool icon={Redo2} label={words.redo} keys="Mod-Shift-Z" isDisabled={!formats.canRedo} onPress={() => redo(editor)} />
        <Bar.Separator className="toolbar-line" />
        <BlockMenu block={formats.block} onChange={(block) => setBlock(editor, block)} onClosed={() => focusText(editor, 'selection')} />
        <Bar.Separator className="toolbar-line" />
        {marks.map(({ name, icon, keys }) => (
          <Tool
            key={name}
            icon={icon}
            label={words[name]}
            keys={keys}
            isPressed={formats.marks.includes(name)}
            isDisabled={!formats.canMark}
            onPress={() => toggleMark(editor, name)}
          />
        ))}
        <Tool icon={Link2} label={words.link} keys="Mod-K" isPressed={formats.isLink} isDisabled={!formats.canMark} onPress={onLink} />
        <Bar.Separator className="toolbar-line" />
        <BlockTools editor={editor} formats={formats} />
      </div>
    </Bar.Root>
  );
}

function BlockTools({ editor, formats }: { readonly editor: Editor; readonly formats: FormatState }): ReactElement {
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
      <Tool
        icon={SquareCode}
        label={words.codeBlock}
        keys="Mod-Alt-C"
        isPressed={formats.block === 'codeBlock'}
        onPress={() => setBlock(editor, 'codeBlock')}
      />
      <Tool icon={Minus} label={words.rule} onPress={() => insertRule(editor)} />
    </>
  );
}

interface ToolProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

function Tool({ icon: Icon, label, keys, isPressed, isDisabled = false, onPress }: ToolProps): ReactElement {
  return (
    <Tip text={label} keys={keys === undefined ? undefined : keyNames(keys)}>
      <Bar.Button
        className="tool"
        aria-label={label}
        aria-pressed={isPressed}
        aria-disabled={isDisabled || undefined}
        // A press must not take the focus, and with it the selection, out of the text.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (!isDisabled) onPress();
        }}
      >
        <Icon aria-hidden="true" />
      </Bar.Button>
    </Tip>
  );
}
