/** The page of the list: the documents, and the palette over them. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { FileUp } from 'lucide-react';
import { type ReactElement, Suspense, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { newDocumentName, randomBelow, readableName } from '../features/documents/document-name.ts';
import { DocumentsPage } from '../features/documents/documents-page.tsx';
import { viewPath, views } from '../features/documents/list-view.ts';
import { useCreate } from '../features/documents/use-create.ts';
import type { PaletteAction } from '../features/palette/matching-actions.ts';
import { PaletteHost } from '../features/palette/palette-host.tsx';
import { Button } from '../ui/button.tsx';
import { loadLater } from '../ui/later.tsx';
import { useWords } from '../ui/words.ts';
import { themeActions } from './theme-actions.ts';

const Palette = loadLater(() => import('../features/palette/palette.tsx').then((module) => module.Palette));
const ImportButton = loadLater(() => import('../features/transfer/import-button.tsx').then((module) => module.ImportButton));

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
      <DocumentsPage revision={imports} tools={<Suspense fallback={<ImportPlace />}>{importButton}</Suspense>} />
      <PaletteHost>{(onClose) => <Palette actions={actions} nameOf={readableName} onClose={onClose} />}</PaletteHost>
    </>
  );
}

/** As large as the button that comes, so that nothing moves then. */
function ImportPlace(): ReactElement {
  const { transfer: words } = useWords();
  return (
    <Button style={{ visibility: 'hidden' }} tabIndex={-1}>
      <FileUp aria-hidden="true" />
      {words.bringIn}
    </Button>
  );
}
