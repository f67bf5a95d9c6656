/** Every word of the page, in one place. Another language is another `Strings`, and is complete or does not compile. */

/** Reasons that the server and the status give; each has its sentence. */
type SaveReason = 'offline' | 'silent' | 'stopped' | 'store' | 'damaged' | 'schema' | 'size' | 'role';
type EndReason = 'malformed' | 'unauthenticated' | 'forbidden' | 'deleted' | 'schema' | 'size' | 'refused';
type ReadReason = 'stopped' | 'store' | 'damaged' | 'schema' | 'size' | 'role';
type BlockLabel = 'paragraph' | 'heading1' | 'heading2' | 'heading3' | 'heading4' | 'codeBlock' | 'blockquote' | 'other';

interface EndWords {
  /** What happened. */
  readonly title: string;
  /** Why, and what to do now. */
  readonly text: string;
}

export interface Strings {
  /** A BCP 47 tag, for dates and numbers and for the page itself. */
  readonly locale: string;
  readonly app: {
    readonly name: string;
    readonly home: string;
    readonly loading: string;
    readonly notFoundTitle: string;
    readonly notFoundText: string;
    readonly badNameTitle: string;
    readonly crashTitle: string;
    readonly crashText: string;
    readonly reload: string;
    readonly close: string;
    readonly cancel: string;
  };
  readonly list: {
    readonly title: string;
    readonly new: string;
    readonly creating: string;
    readonly loading: string;
    readonly emptyTitle: string;
    readonly emptyText: string;
    readonly errorTitle: string;
    readonly retry: string;
    readonly more: string;
    readonly loadingMore: string;
    readonly untitled: string;
    readonly edited: (when: string) => string;
    readonly actionsFor: (title: string) => string;
    readonly rename: string;
    readonly copyLink: string;
    readonly delete: string;
    readonly renamed: (title: string) => string;
    readonly deleted: (title: string) => string;
    readonly createFailed: string;
    readonly listed: (count: number) => string;
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
    readonly untitled: string;
    readonly titleLabel: string;
    readonly titlePlaceholder: string;
    readonly bodyLabel: string;
    readonly bodyPlaceholder: string;
    readonly connecting: string;
    readonly opening: string;
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
    readonly reconnecting: string;
    readonly saving: string;
    readonly saved: string;
    readonly savedAt: (time: string) => string;
    readonly savedAll: string;
    readonly notSaved: (reason: string) => string;
    readonly notSavedReasons: Readonly<Record<SaveReason, string>>;
    readonly retry: string;
    readonly reload: string;
    readonly readOnly: string;
    readonly readOnlyReasons: Readonly<Record<ReadReason, string>>;
    readonly leave: string;
  };
  readonly end: {
    readonly reasons: Readonly<Record<EndReason, EndWords>>;
    readonly serverSays: (message: string) => string;
    readonly lostText: string;
    readonly wholeText: string;
    readonly copy: string;
    readonly copied: string;
    readonly toList: string;
  };
  readonly toolbar: {
    readonly label: string;
    readonly blockType: (current: string) => string;
    readonly blocks: Readonly<Record<BlockLabel, string>>;
    readonly bold: string;
    readonly italic: string;
    readonly underline: string;
    readonly strike: string;
    readonly code: string;
    readonly link: string;
    readonly bulletList: string;
    readonly orderedList: string;
    readonly taskList: string;
    readonly quote: string;
    readonly codeBlock: string;
    readonly rule: string;
    readonly undo: string;
    readonly redo: string;
  };
  readonly link: {
    readonly addTitle: string;
    readonly editTitle: string;
    readonly label: string;
    readonly hint: string;
    readonly save: string;
    readonly remove: string;
    readonly empty: string;
    readonly malformed: string;
    readonly scheme: (scheme: string) => string;
  };
  readonly people: {
    readonly label: (count: number) => string;
    readonly you: (name: string) => string;
    readonly changeName: (name: string) => string;
    readonly away: (name: string) => string;
    readonly more: (count: number) => string;
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

export const english: Strings = {
  locale: 'en',
  app: {
    name: 'Scriptorium',
    home: 'Scriptorium, all documents',
    loading: 'Loading',
    notFoundTitle: 'There is nothing here',
    notFoundText: 'The address leads nowhere. Perhaps a part of it was lost on the way.',
    badNameTitle: 'This can’t be the name of a document',
    crashTitle: 'Something went wrong on this page',
    crashText: 'What was saved is safe. Reload the page to go on.',
    reload: 'Reload',
    close: 'Close',
    cancel: 'Cancel',
  },
  list: {
    title: 'Documents',
    new: 'New document',
    creating: 'Creating…',
    loading: 'Loading documents',
    emptyTitle: 'A clean desk',
    emptyText: 'Start a document and send its link to the people you write with. You will see each other’s words as they come.',
    errorTitle: 'The documents can’t be listed',
    retry: 'Try again',
    more: 'Show more',
    loadingMore: 'Loading…',
    untitled: 'Untitled',
    edited: (when) => `Edited ${when}`,
    actionsFor: (title) => `Actions for ${title}`,
    rename: 'Rename…',
    copyLink: 'Copy link',
    delete: 'Delete…',
    renamed: (title) => `Renamed to “${title}”`,
    deleted: (title) => `“${title}” is deleted`,
    createFailed: 'No document could be created',
    listed: (count) => (count === 1 ? '1 document' : `${count} documents`),
  },
  rename: { title: 'Rename document', label: 'Title', save: 'Rename', failed: 'The document could not be renamed' },
  remove: {
    title: (title) => `Delete “${title}”?`,
    text: 'It is deleted for everybody, and whoever has it open is stopped. This can’t be undone.',
    confirm: 'Delete',
    failed: 'The document could not be deleted',
  },
  errors: {
    unreachable: 'The server can’t be reached. Check that it runs and that you are online.',
    unreadable: 'The server gave an answer that this page does not understand. Reload the page.',
    refused: 'The server refused.',
  },
  document: {
    documents: 'Documents',
    untitled: 'Untitled',
    titleLabel: 'Title',
    titlePlaceholder: 'Untitled',
    bodyLabel: 'Document text',
    bodyPlaceholder: 'Write here…',
    connecting: 'Connecting…',
    opening: 'Opening the document',
    share: 'Share',
    linkCopied: 'Link copied',
    copyFailed: 'The browser did not allow copying. The link is the address of this page.',
    menu: 'Document menu',
    copyLink: 'Copy link',
    rename: 'Rename',
    delete: 'Delete…',
    theme: 'Theme',
    themeSystem: 'As the system',
    themeLight: 'Light',
    themeDark: 'Dark',
    taskOpen: (text) => `To do: ${text === '' ? 'empty task' : text}`,
    taskDone: (text) => `Done: ${text === '' ? 'empty task' : text}`,
  },
  status: {
    label: 'Saving',
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    saving: 'Saving…',
    saved: 'Saved',
    savedAt: (time) => `On the server’s disk since ${time}`,
    savedAll: 'Everything is on the server’s disk',
    notSaved: (reason) => `Not saved — ${reason}`,
    notSavedReasons: {
      offline: 'no connection',
      silent: 'the server does not answer',
      stopped: 'the server ended the session',
      store: 'the server can’t write to its disk',
      damaged: 'the document is damaged on the server',
      schema: 'this page is older than the document',
      size: 'the document is too large',
      role: 'you may only read this document',
    },
    retry: 'Retry',
    reload: 'Reload',
    readOnly: 'Read-only',
    readOnlyReasons: {
      stopped: 'The session has ended.',
      store: 'The server can’t write to its disk at the moment.',
      damaged: 'The document is damaged on the server. Tell whoever runs it.',
      schema: 'The document was written with a newer version of this page. Reload to edit.',
      size: 'The document has reached its largest size.',
      role: 'You may read this document, but not change it.',
    },
    leave: 'There are changes that are not saved.',
  },
  end: {
    reasons: {
      malformed: {
        title: 'The server did not accept a change from this page',
        text: 'Copy what is not saved, then reload the page and paste it.',
      },
      unauthenticated: { title: 'You are no longer signed in', text: 'Copy what is not saved, then sign in again.' },
      forbidden: {
        title: 'You no longer have access to this document',
        text: 'Copy what is not saved. Whoever shared the document can give access again.',
      },
      deleted: {
        title: 'This document was deleted',
        text: 'Somebody deleted it for everybody. Copy what you want to keep: it is gone when you leave this page.',
      },
      schema: { title: 'This page is older than the document', text: 'Copy what is not saved, then reload the page.' },
      size: { title: 'The document is too large', text: 'Copy what is not saved, and go on in a new document.' },
      refused: { title: 'The server refused this document', text: 'Copy what is not saved, then reload the page.' },
    },
    serverSays: (message) => `The server says: ${message}`,
    lostText: 'Not saved',
    wholeText: 'The text as it was',
    copy: 'Copy text',
    copied: 'Copied',
    toList: 'All documents',
  },
  toolbar: {
    label: 'Formatting',
    blockType: (current) => `Block type: ${current}`,
    blocks: {
      paragraph: 'Text',
      heading1: 'Heading 1',
      heading2: 'Heading 2',
      heading3: 'Heading 3',
      heading4: 'Heading 4',
      codeBlock: 'Code block',
      blockquote: 'Quote',
      other: 'Heading',
    },
    bold: 'Bold',
    italic: 'Italic',
    underline: 'Underline',
    strike: 'Strikethrough',
    code: 'Code',
    link: 'Link',
    bulletList: 'Bulleted list',
    orderedList: 'Numbered list',
    taskList: 'Task list',
    quote: 'Quote',
    codeBlock: 'Code block',
    rule: 'Divider',
    undo: 'Undo',
    redo: 'Redo',
  },
  link: {
    addTitle: 'Add link',
    editTitle: 'Edit link',
    label: 'Address',
    hint: 'A web or mail address',
    save: 'Save link',
    remove: 'Remove link',
    empty: 'Type an address, or cancel.',
    malformed: 'This is not a whole address. Example: https://example.org/page',
    scheme: (scheme) => `Links can’t lead to “${scheme}:”. Use an address that begins with https:, http: or mailto:.`,
  },
  people: {
    label: (count) => (count === 1 ? 'You are here' : `${count} people are here`),
    you: (name) => `${name} (you)`,
    changeName: (name) => `You are ${name}. Change your name`,
    away: (name) => `${name}, connection lost`,
    more: (count) => `${count} more`,
    nameless: 'Guest',
    nameTitle: 'Your name',
    nameText: 'The others see it beside your caret. It is remembered in this browser.',
    nameLabel: 'Name',
    nameSave: 'Save name',
    adjectives: ['Quiet', 'Brisk', 'Gentle', 'Bright', 'Patient', 'Merry', 'Clever', 'Swift', 'Calm', 'Bold', 'Kind', 'Keen'],
    animals: ['Heron', 'Otter', 'Finch', 'Badger', 'Hare', 'Wren', 'Lynx', 'Marten', 'Plover', 'Fox', 'Owl', 'Curlew'],
  },
  time: { now: 'just now' },
};
