/** The toolbar above a selection: the marks one wants then. Tab reaches it from the text's toolbar key, arrows move inside it. */
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Link2 } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import { type ReactElement, type RefObject, useState } from 'react';
import { type MarkName, focusText, readFormats, toggleMark } from '../../document/formats.ts';
import { isOwnKey } from '../../ui/own-key.ts';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';
import { HighlightMenu } from './highlight-menu.tsx';
import { markIcons, markKeys } from './mark-tools.ts';
import { Tool, ToolLine } from './tool.tsx';
import { useEscape, useHasFocus } from './use-has-focus.ts';
import { type SelectedRange, rangeRect, useSelectedRange } from './use-selection-place.ts';

const marks: readonly MarkName[] = ['bold', 'italic', 'underline', 'strike', 'code'];

export interface BubbleMenuProps {
  readonly editor: Editor;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onLink: () => void;
}

export function BubbleMenu(props: BubbleMenuProps): ReactElement | null {
  const { editor, bar } = props;
  const range = useSelectedRange(editor);
  const hasFocus = useHasFocus(editor, bar);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const name = range === null ? null : `${range.from} ${range.to}`;
  // For another selection of the same words it comes again.
  if (range === null && dismissed !== null) setDismissed(null);
  if (range === null || !hasFocus || dismissed === name) return null;
  return <Bubble {...props} range={range} onDismiss={() => setDismissed(name)} />;
}

function Bubble({ editor, bar, range, onLink, onDismiss }: BubbleMenuProps & { readonly range: SelectedRange; readonly onDismiss: () => void }): ReactElement {
  const { toolbar: words } = useWords();
  const formats = useEditorState({ editor, selector: ({ editor: current }) => readFormats(current) });
  useFloat(bar, { place: () => rangeRect(editor, range), near: editor.view.dom, placement: 'top', gap: 8, changes: [range.from, range.to] });
  useEscape(editor, onDismiss);
  return (
    <Bar.Root
      ref={bar}
      className="bubble"
      aria-label={words.bubble}
      onKeyDown={(event) => {
        if (!isOwnKey(event, 'Escape')) return;
        focusText(editor, 'selection');
        onDismiss();
      }}
    >
      {marks.map((mark) => (
        <Tool
          key={mark}
          icon={markIcons[mark]}
          label={words[mark]}
          keys={markKeys[mark]}
          side="top"
          isPressed={formats.marks.includes(mark)}
          onPress={() => toggleMark(editor, mark)}
        />
      ))}
      <ToolLine />
      <Tool icon={Link2} label={words.link} keys="Mod-K" side="top" isPressed={formats.isLink} onPress={onLink} />
      <HighlightMenu editor={editor} colour={formats.highlight} />
    </Bar.Root>
  );
}
