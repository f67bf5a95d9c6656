/** The sessions of this tab's documents, as the page opens them. Needs Yjs, and no editor. */
import { SCHEMA_VERSION } from '../document/schema-version.ts';
import { randomBelow } from '../features/documents/document-name.ts';
import { readGuest } from '../features/presence/guest.ts';
import { systemClock } from '../sync/clock.ts';
import { DocumentSession } from '../sync/document-session.ts';
import type { LocalDatabase } from '../sync/local/local-database.ts';
import { openLocalDatabase } from '../sync/local/open-local-database.ts';
import { SessionStore } from '../sync/session-store.ts';
import { browserStorage } from '../ui/browser-storage.ts';
import { whenIdle } from '../ui/idle.ts';
import { palette } from '../ui/palette.ts';
import type { Strings } from '../ui/strings.ts';

export function createSessionStore(words: Strings): SessionStore {
  const local = openLocalDatabase();
  return new SessionStore({ clock: systemClock, open: (documentId) => openSession({ documentId, words, local }) });
}

function openSession({ documentId, words, local }: { documentId: string; words: Strings; local: LocalDatabase | null }): DocumentSession {
  return new DocumentSession({
    documentId,
    serverUrl: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`,
    schemaVersion: SCHEMA_VERSION,
    person: readGuest(words.people, randomBelow, browserStorage()),
    colours: palette.map(({ light }) => light),
    clock: systemClock,
    random: Math.random,
    webSocket: WebSocket,
    local,
    whenIdle,
  });
}
