/** Which words the page needs. A language is a `Strings`: it is complete, or it does not compile. */
import type { BesideStrings } from './beside-strings.ts';
import type { ShelfStrings } from './shelf-strings.ts';
import type { WritingStrings } from './writing-strings.ts';

/** Reasons that the server and the status give; each has its sentence. */
type SaveReason = 'offline' | 'quota' | 'unavailable' | 'silent' | 'stopped' | 'store' | 'damaged' | 'schema' | 'size' | 'role';
type EndReason = 'malformed' | 'unauthenticated' | 'forbidden' | 'deleted' | 'schema' | 'size' | 'refused';
type ReadReason = 'stopped' | 'store' | 'damaged' | 'schema' | 'size' | 'role';

interface EndWords {
  /** What happened. */
  readonly title: string;
  /** Why, and what to do now. */
  readonly text: string;
}

export interface Strings extends PageStrings, BesideStrings, ShelfStrings, WritingStrings {}

export interface PageStrings {
  /** A BCP 47 tag, for dates and numbers and for the page itself. */
  readonly locale: string;
  readonly app: {
    readonly name: string;
    readonly home: string;
    readonly notFoundTitle: string;
    readonly notFoundText: string;
    readonly badNameTitle: string;
    readonly crashTitle: string;
    readonly crashText: string;
    /** A part of the page's own code can't be had. */
    readonly missingTitle: string;
    readonly missingText: string;
    readonly reload: string;
    readonly close: string;
    readonly cancel: string;
  };
  readonly list: {
    readonly title: string;
    readonly new: string;
    readonly loading: string;
    readonly emptyTitle: string;
    readonly emptyText: string;
    readonly errorTitle: string;
    readonly retry: string;
    readonly more: string;
    readonly loadingMore: string;
    readonly edited: (when: string) => string;
    readonly actionsFor: (title: string) => string;
    readonly rename: string;
    readonly copyLink: string;
    readonly delete: string;
    readonly renamed: (title: string) => string;
    readonly deleted: (title: string) => string;
    readonly createFailed: string;
    readonly here: string;
    readonly hereText: string;
    readonly opened: (when: string) => string;
    readonly unsent: string;
  };
  readonly rename: { readonly title: string; readonly label: string; readonly save: string; readonly failed: string };
  readonly remove: {
    readonly title: (title: string) => string;
    readonly text: string;
    readonly confirm: string;
    readonly failed: string;
  };
  readonly errors: { readonly unreachable: string; readonly unreadable: string; readonly refused: string };
  readonly document: {
    readonly documents: string;
    readonly titleLabel: string;
    readonly titlePlaceholder: string;
    readonly bodyLabel: string;
    readonly bodyPlaceholder: string;
    readonly connecting: string;
    readonly opening: string;
    readonly unavailableTitle: string;
    readonly unavailableText: string;
    readonly copySetAside: string;
    readonly share: string;
    readonly linkCopied: string;
    readonly copyFailed: string;
    readonly menu: string;
    readonly copyLink: string;
    readonly rename: string;
    readonly delete: string;
    readonly theme: string;
    readonly themeSystem: string;
    readonly themeLight: string;
    readonly themeDark: string;
    readonly taskOpen: (text: string) => string;
    readonly taskDone: (text: string) => string;
  };
  readonly status: {
    readonly label: string;
    readonly connecting: string;
    readonly unavailable: string;
    readonly reconnecting: string;
    readonly offline: string;
    readonly offlineMore: string;
    readonly offlineKept: string;
    /** Where the page itself can be opened without a network too, and where not. */
    readonly offlineKeptMore: { readonly reopens: string; readonly stays: string };
    readonly saving: string;
    readonly saved: string;
    readonly savedAt: (time: string) => string;
    readonly savedAll: string;
    readonly notSaved: (reason: string) => string;
    readonly notSavedReasons: Readonly<Record<SaveReason, string>>;
    readonly keptAnyway: string;
    readonly retry: string;
    readonly reload: string;
    readonly readOnly: string;
    readonly readOnlyReasons: Readonly<Record<ReadReason, string>>;
  };
  readonly end: {
    readonly reasons: Readonly<Record<EndReason, EndWords>>;
    /** A document was deleted, and this device keeps what was never sent: beside the text that is still shown, or alone. */
    readonly deletedKept: { readonly beside: string; readonly alone: string };
    readonly serverSays: (message: string) => string;
    readonly lostText: string;
    readonly wholeText: string;
    readonly copy: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly keptText: string;
    readonly forget: string;
    readonly toList: string;
  };
  readonly people: {
    readonly label: (count: number) => string;
    readonly you: (name: string) => string;
    readonly changeName: (name: string) => string;
    readonly away: (name: string) => string;
    readonly more: (count: number) => string;
    /** The button that opens the list, and the list. */
    readonly who: string;
    readonly follow: (name: string) => string;
    readonly following: (name: string) => string;
    readonly editing: string;
    readonly viewing: string;
    readonly idle: string;
    /** For those who listen: names, as the language lists them. */
    readonly joined: (names: string) => string;
    readonly left: (names: string) => string;
    readonly isBeside: (names: string) => string;
    readonly nameless: string;
    readonly nameTitle: string;
    readonly nameText: string;
    readonly nameLabel: string;
    readonly nameSave: string;
    readonly adjectives: readonly string[];
    readonly animals: readonly string[];
  };
  readonly time: { readonly now: string };
}
