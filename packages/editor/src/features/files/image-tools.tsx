/** What stands at a chosen image: its description, caption and width in a dialog, and a handle to drag it smaller or larger. */
import type { Editor } from '@tiptap/core';
import { PencilLine } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react';
import { useEditorState } from '@tiptap/react';
import { type ChosenImage, changeImage, chosenImage, imageElement, readWidth, resizeImage, widthMax, widthMin } from '../../document/images.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, Field } from '../../ui/dialog.tsx';
import { useFloat } from '../../ui/use-float.ts';
import { useWords } from '../../ui/words.ts';

export interface ImageToolsProps {
  readonly editor: Editor;
  readonly isWritable: boolean;
}

export function ImageTools({ editor, isWritable }: ImageToolsProps): ReactElement {
  const chosen = useEditorState({ editor, selector: ({ editor: now }) => chosenImage(now) });
  const image = isWritable ? chosen : null;
  // What is written about it outlives the image, and the right to change it.
  const [asked, setAsked] = useState<ChosenImage | null>(null);
  return (
    <>
      {image === null ? null : (
        <>
          <Bar key={`bar-${image.pos}`} editor={editor} image={image} onAsk={() => setAsked(image)} />
          <Handle key={`handle-${image.pos}`} editor={editor} image={image} />
        </>
      )}
      {asked === null ? null : <ImageDialog {...{ editor, isWritable }} image={asked} isGone={image === null} onClose={() => setAsked(null)} />}
    </>
  );
}

interface ToolProps {
  readonly editor: Editor;
  readonly image: ChosenImage;
}

function Bar({ editor, image, onAsk }: ToolProps & { readonly onAsk: () => void }): ReactElement {
  const { files: words } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const place = (): DOMRect | null => imageElement(editor, image.pos)?.getBoundingClientRect() ?? null;
  useFloat(bar, { place, near: editor.view.dom, placement: 'top', changes: [image] });
  return (
    <div ref={bar} className="image-bar" role="toolbar" aria-label={words.image}>
      <Button look="quiet" onClick={onAsk}>
        <PencilLine aria-hidden="true" />
        {words.edit}
      </Button>
    </div>
  );
}

/** Arrow keys change the width by this; with Shift by ten times it. */
const stepPx = 8;

function Handle({ editor, image }: ToolProps): ReactElement | null {
  const { files: words } = useWords();
  const handle = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly from: number; readonly width: number } | null>(null);
  const picture = (): HTMLElement | null => imageElement(editor, image.pos)?.querySelector('img') ?? null;
  const place = (): DOMRect | null => {
    const box = picture()?.getBoundingClientRect();
    return box === undefined ? null : new DOMRect(box.right - 6, box.top, 0, box.height);
  };
  useFloat(handle, { place, near: editor.view.dom, placement: 'right', gap: -4, canFlip: false, changes: [image] });
  const width = (): number => picture()?.getBoundingClientRect().width ?? 0;
  const onPointerDown = (event: PointerEvent): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, width: width() };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const element = picture();
    if (drag.current === null || element === null) return;
    // Drawn while it is dragged, written when it is let go: others get one change.
    element.style.width = `${Math.max(widthMin, drag.current.width + event.clientX - drag.current.from)}px`;
  };
  const endDrag = (isWanted: boolean): void => {
    const element = picture();
    const isDragging = drag.current !== null;
    drag.current = null;
    if (!isDragging || element === null) return;
    const next = width();
    element.style.width = '';
    if (isWanted) resizeImage(editor, image.pos, next);
  };
  const onPointerUp = (): void => endDrag(true);
  // The system took the pointer for something else: it is not let go where the person wants it.
  const onPointerCancel = (): void => endDrag(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    resizeImage(editor, image.pos, width() + direction * stepPx * (event.shiftKey ? 10 : 1));
  };
  if (!image.isOwn) return null;
  return (
    <div
      ref={handle}
      className="image-handle"
      role="slider"
      tabIndex={0}
      aria-label={words.resize}
      aria-valuenow={image.width ?? Math.round(width())}
      aria-valuemin={widthMin}
      aria-valuemax={widthMax}
      {...{ onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onKeyDown }}
    />
  );
}

interface ImageDialogProps extends ToolProps {
  readonly isWritable: boolean;
  readonly isGone: boolean;
  readonly onClose: () => void;
}

function ImageDialog({ editor, image, isWritable, isGone, onClose }: ImageDialogProps): ReactElement {
  const words = useWords();
  const { files } = words;
  const [alt, setAlt] = useState(image.alt);
  const [caption, setCaption] = useState(image.title);
  const missing = isGone ? files.gone : null;
  const refusal = isWritable ? missing : words.link.refused;
  const [width, setWidth] = useState(image.width === null ? '' : String(image.width));
  return (
    <Dialog title={files.editTitle} refusal={refusal} onClose={onClose}>
      <form
        className="image-form"
        onSubmit={(event) => {
          event.preventDefault();
          // Others may have moved it meanwhile.
          const now = chosenImage(editor);
          if (refusal !== null || now === null) return;
          changeImage(editor, now.pos, { alt: alt.trim(), title: caption.trim(), width: readWidth(width) });
          onClose();
        }}
      >
        <Field label={files.alt} hint={files.altHint} value={alt} onChange={setAlt} lengthMax={1_000} />
        <Field label={files.caption} value={caption} onChange={setCaption} lengthMax={1_000} />
        <Field label={files.width} hint={files.widthHint} value={width} onChange={setWidth} lengthMax={5} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{words.app.cancel}</Button>
          <Button look="primary" type="submit" disabled={refusal !== null}>
            {files.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
