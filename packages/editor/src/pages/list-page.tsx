/** The page of the list: the documents, and the palette over them. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { type ReactElement, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { newDocumentName, randomBelow, readableName } from '../features/documents/document-name.ts';
import { DocumentsPage } from '../features/documents/documents-page.tsx';
import { viewPath, views } from '../features/documents/list-view.ts';
import { useCreate } from '../features/documents/use-create.ts';
import type { PaletteAction } from '../features/palette/matching-actions.ts';
import { PaletteHost } from '../features/palette/palette-host.tsx';
import { ImportButton } from '../features/transfer/import-button.tsx';
import { loadLater } from '../ui/later.tsx';
import { useWords } from '../ui/words.ts';
import { themeActions } from './theme-actions.ts';

const Palette = loadLater(() => import('../features/palette/palette.tsx').then((module) => module.Palette));

export function ListPage(): ReactElement {
  const words = useWords();
  const [imports, setImports] = useState(0);
  const [create] = useCreate();
  const actions: readonly PaletteAction[] = [
    { id: 'new', label: words.list.new, run: create },
    ...views.map((view) => ({ id: view, label: words.palette.goTo(words.shelf.view[view]), run: () => navigate(viewPath(view)) })),
    ...themeActions(words.document),
  ];
  const importButton = (
    <ImportButton
      newName={() => newDocumentName(randomBelow)}
      onImported={([first, ...others]) => {
        if (first !== undefined && others.length === 0) navigate(`/d/${encodeDocumentPath(first)}`);
        else setImports((count) => count + 1);
      }}
    />
  );
  return (
    <>
      <DocumentsPage revision={imports} tools={importButton} />
      <PaletteHost>{(onClose) => <Palette actions={actions} nameOf={readableName} onClose={onClose} />}</PaletteHost>
    </>
  );
}
