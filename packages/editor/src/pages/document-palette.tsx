/** The palette on the page of a document, with what can be done there; comes with its first use. */
import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { duplicateDocument } from '../api/documents.ts';
import { exportFormats } from '../api/export-formats.ts';
import { chooseFile } from '../document/insertions.ts';
import { describeError } from '../features/documents/describe-error.ts';
import { newDocumentName, randomBelow, readableName } from '../features/documents/document-name.ts';
import { leadTo } from '../features/documents/lead-to.ts';
import { viewPath, views } from '../features/documents/list-view.ts';
import { useCreate } from '../features/documents/use-create.ts';
import type { PaletteAction } from '../features/palette/matching-actions.ts';
import { Palette } from '../features/palette/palette.tsx';
import { printSoon } from '../features/transfer/print-soon.ts';
import { useDownload } from '../features/transfer/use-download.ts';
import type { WritingPanel } from '../features/writing/writing-panel.ts';
import { useAnnouncer } from '../ui/announcer.tsx';
import { useWords } from '../ui/words.ts';
import { themeActions } from './theme-actions.ts';

export interface DocumentActionsOptions {
  readonly documentId: string;
  readonly onPanel: (panel: WritingPanel) => void;
  readonly onChat: () => void;
  readonly onShare: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
  readonly title: string;
}

export function DocumentPalette(options: DocumentActionsOptions): ReactElement {
  const actions = usePageActions(options);
  return <Palette actions={actions} nameOf={readableName} onClose={options.onClose} />;
}

function usePageActions(options: DocumentActionsOptions): readonly PaletteAction[] {
  const { documentId, onPanel, onChat, onShare, onDelete, title } = options;
  const words = useWords();
  const { toast } = useAnnouncer();
  const [create] = useCreate();
  const download = useDownload(documentId, title);
  const duplicate = async (): Promise<void> => {
    const lead = leadTo();
    try {
      const { id } = await duplicateDocument(documentId, { id: newDocumentName(randomBelow) });
      lead(id);
    } catch (error) {
      toast(`${words.shelf.changeFailed}. ${describeError(error, words)}`);
    }
  };
  return [
    { id: 'new', label: words.list.new, run: create },
    { id: 'find', label: words.toolbar.find, keys: 'Mod-F', run: () => onPanel('find') },
    { id: 'file', label: words.files.insert, run: chooseFile },
    { id: 'link', label: words.document.copyLink, run: onShare },
    { id: 'chat', label: words.chat.label, run: onChat },
    { id: 'duplicate', label: words.shelf.duplicate, run: () => void duplicate() },
    ...exportFormats.map((format) => ({
      id: format,
      label: `${words.transfer.takeOut} ${words.transfer.formats[format]}`,
      run: () => download(format),
    })),
    { id: 'print', label: words.transfer.print, keys: 'Mod-P', run: printSoon },
    { id: 'counts', label: words.counts.show, run: () => onPanel('counts') },
    { id: 'shortcuts', label: words.shortcuts.show, keys: 'Mod-/', run: () => onPanel('shortcuts') },
    ...views.map((view) => ({ id: `view-${view}`, label: words.palette.goTo(`${words.list.title}, ${words.shelf.view[view]}`), run: () => navigate(viewPath(view)) })),
    ...themeActions(words.document),
    { id: 'delete', label: words.document.delete, run: onDelete },
  ];
}
