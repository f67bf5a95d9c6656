/** A document's outline and counts for what shows them: nothing else is drawn anew when they change. */
import type { Editor } from '@tiptap/core';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { DocumentShape, type ShapeParts } from './document-shape.ts';

/** Null as long as there is no editor. */
export function useDocumentShape(editor: Editor | null, locale: string): DocumentShape | null {
  const shape = useMemo(() => (editor === null ? null : new DocumentShape(editor, locale)), [editor, locale]);
  useEffect(() => shape?.watch(), [shape]);
  return shape;
}

export function useShapePart<Name extends keyof ShapeParts>(shape: DocumentShape, name: Name): ShapeParts[Name] {
  const [part, setPart] = useState(() => shape.parts()[name]);
  useEffect(() => {
    // A long outline is drawn in parts, and a key that is pressed meanwhile comes first.
    const take = (): void => startTransition(() => setPart(shape.parts()[name]));
    take();
    return shape.subscribe(take);
  }, [shape, name]);
  return part;
}
