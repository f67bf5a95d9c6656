/** What a session of a document is opened with. */
import type { Clock } from './clock.ts';
import type { LocalDatabase } from './local/local-database.ts';
import type { Person } from './person.ts';

export interface SessionOptions {
  readonly documentId: string;
  /** `ws://host` or `wss://host`. */
  readonly serverUrl: string;
  /** Says at each attempt to connect who this is; without it nobody is asked. */
  readonly token?: () => string | null;
  /** Null where nothing here binds an editor of ours to the document: then none is declared. [P23] */
  readonly schemaVersion: number | null;
  readonly person: Person;
  readonly colours: readonly string[];
  readonly clock: Clock;
  /** From 0 to 1, as `Math.random`. */
  readonly random: () => number;
  readonly webSocket: typeof WebSocket;
  /** Where this device keeps its copies; null where the browser has no such place. */
  readonly local: LocalDatabase | null;
  /** Runs something when the page has nothing better to do. */
  readonly whenIdle: (work: () => void) => void;
}
