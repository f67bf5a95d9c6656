/** The box of markers: five colours, and none. */
import type { Editor } from '@tiptap/core';
import { Eraser, Highlighter } from 'lucide-react';
import type { ReactElement } from 'react';
import { setHighlight } from '../../document/formats.ts';
import { type HighlightColour, highlightColours } from '../../document/nodes/highlight.ts';
import { useWords } from '../../ui/words.ts';
import { ToolMenu } from './tool-menu.tsx';

export interface HighlightMenuProps {
  readonly editor: Editor;
  /** The colour at the selection, or null. */
  readonly colour: HighlightColour | null;
  /** It was asked for before it was there. */
  readonly isAsked?: boolean;
}

export function HighlightMenu({ editor, colour, isAsked = false }: HighlightMenuProps): ReactElement {
  const { toolbar: words } = useWords();
  return (
    <ToolMenu
      editor={editor}
      label={words.highlight}
      className={colour === null ? '' : 'is-on'}
      face={<Highlighter aria-hidden="true" />}
      isAsked={isAsked}
      groups={[
        {
          label: words.highlightColour,
          items: highlightColours.map((name) => ({
            id: name,
            label: words.highlights[name],
            icon: <span className={`swatch is-${name}`} aria-hidden="true" />,
            keys: name === 'yellow' ? 'Mod-Shift-H' : undefined,
            isChecked: colour === name,
            onSelect: () => setHighlight(editor, colour === name ? null : name),
          })),
        },
        { items: [{ id: 'none', label: words.highlights.none, icon: <Eraser aria-hidden="true" />, isDisabled: colour === null, onSelect: () => setHighlight(editor, null) }] },
      ]}
    />
  );
}
