/** Where the caret is in a link: where it leads, and what can be done about it. */
import type { Editor } from '@tiptap/core';
import { getMarkRange } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { ExternalLink, PencilLine, Unlink } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import { type ReactElement, type RefObject, useState } from 'react';
import { focusText, linkAtSelection, removeLink } from '../../document/formats.ts';
import { isAllowedLink } from '../../document/link-policy.ts';
import { addressOn } from '../../document/own-file-address.ts';
import { useHost } from '../../ui/host.ts';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';
import { Tool, ToolLine } from './tool.tsx';
import { useEscape, useHasFocus } from './use-has-focus.ts';
import { rangeRect } from './use-selection-place.ts';

interface LinkPlace {
  readonly href: string;
  readonly from: number;
  readonly to: number;
}

export interface LinkBubbleProps {
  readonly editor: Editor;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onEdit: () => void;
}

export function LinkBubble(props: LinkBubbleProps): ReactElement | null {
  const { editor, bar } = props;
  const place = useEditorState({ editor, selector: ({ editor: current }) => linkPlace(current) });
  const hasFocus = useHasFocus(editor, bar);
  const [dismissed, setDismissed] = useState<number | null>(null);
  // It comes again when the caret does.
  if (place === null && dismissed !== null) setDismissed(null);
  if (place === null || !hasFocus || dismissed === place.from) return null;
  return <Bubble {...props} place={place} onDismiss={() => setDismissed(place.from)} />;
}

function Bubble({ editor, bar, onEdit, place, onDismiss }: LinkBubbleProps & { readonly place: LinkPlace; readonly onDismiss: () => void }): ReactElement {
  const { link: words } = useWords();
  const { serverUrl } = useHost();
  const { href, from, to } = place;
  useFloat(bar, { place: () => rangeRect(editor, { from, to }), near: editor.view.dom, placement: 'bottom-start', changes: [from, to] });
  useEscape(editor, onDismiss);
  return (
    <Bar.Root
      ref={bar}
      className="bubble"
      aria-label={words.label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        focusText(editor, 'selection');
        onDismiss();
      }}
    >
      <Bar.Link className="link-address" href={addressOn(serverUrl, href)} target="_blank" rel="noopener noreferrer" aria-label={words.open(href)}>
        <span dir="ltr">{href.replace(/^(?:https?:\/\/|mailto:)/, '')}</span>
        <ExternalLink aria-hidden="true" />
      </Bar.Link>
      <ToolLine />
      <Tool icon={PencilLine} label={words.editTitle} keys="Mod-K" onPress={onEdit} />
      <Tool icon={Unlink} label={words.remove} onPress={() => removeLink(editor)} />
    </Bar.Root>
  );
}

/** Null where the caret is in no link, or in one that leads where none may. */
function linkPlace(editor: Editor): LinkPlace | null {
  const { selection, schema } = editor.state;
  if (!selection.empty || !editor.isEditable || schema.marks['link'] === undefined) return null;
  const href = linkAtSelection(editor);
  const range = href === null ? undefined : getMarkRange(selection.$from, schema.marks['link']);
  return href === null || range === undefined || !isAllowedLink(href) ? null : { href, from: range.from, to: range.to };
}
