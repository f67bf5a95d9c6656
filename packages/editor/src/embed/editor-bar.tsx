/** The bar above an embedded text: whether it is saved, who is here, and what can be opened beside it. */
import { Ellipsis } from 'lucide-react';
import { type ReactElement } from 'react';
import { Avatars } from '../features/presence/avatars.tsx';
import { StatusWord } from '../features/writing/status-word.tsx';
import type { WritingPanel } from '../features/writing/writing-panel.ts';
import type { DocumentSession } from '../sync/document-session.ts';
import type { SaveStatus } from '../sync/save-status.ts';
import { LaterIcon, loadLater } from '../ui/later.tsx';

const PanelMenu = loadLater(() => import('./panel-menu.tsx').then((module) => module.PanelMenu));

export interface EditorBarProps {
  readonly session: DocumentSession;
  readonly status: SaveStatus;
  readonly menuLabel: string;
  /** Null where the page says who this is. */
  readonly onRename: ((name: string) => void) | null;
  readonly onPanel: (panel: WritingPanel) => void;
}

export function EditorBar({ session, status, menuLabel, onRename, onPanel }: EditorBarProps): ReactElement {
  return (
    <div className="bar is-document" data-sticky-edge>
      <StatusWord status={status} onRetry={() => session.reconnect()} />
      <div className="bar-end">
        <Avatars presence={session.presence} onRename={onRename} />
        <LaterIcon label={menuLabel} icon={<Ellipsis aria-hidden="true" />}>
          {(isAsked) => <PanelMenu label={menuLabel} isAsked={isAsked} onPanel={onPanel} />}
        </LaterIcon>
      </div>
    </div>
  );
}
