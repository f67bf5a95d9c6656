/** The words of what stands beside writing: files in the text, bringing in and taking out, and the chat. */

type FileFault = 'notImage' | 'tooLarge' | 'full' | 'lost' | 'empty' | 'busy' | 'gone' | 'forbidden' | 'other';

export type ImportFault = 'unreadable' | 'unknown' | 'tooLarge' | 'full' | 'busy';

export interface BesideStrings {
  readonly files: {
    readonly insert: string;
    readonly formatted: (undoKeys: string) => string;
    readonly uploading: (name: string) => string;
    readonly uploaded: (name: string) => string;
    readonly failed: (name: string) => string;
    readonly faults: Readonly<Record<FileFault, string>>;
    readonly retry: string;
    readonly dismiss: string;
    readonly cancel: string;
    readonly image: string;
    readonly edit: string;
    readonly editTitle: string;
    readonly alt: string;
    readonly altHint: string;
    readonly caption: string;
    readonly width: string;
    readonly widthHint: string;
    readonly gone: string;
    readonly save: string;
    readonly resize: string;
    readonly elsewhere: (host: string) => string;
  };
  readonly transfer: {
    readonly bringIn: string;
    readonly bringing: (name: string) => string;
    readonly reading: (name: string) => string;
    readonly brought: (count: number) => string;
    readonly bringFailed: (name: string) => string;
    readonly faults: Readonly<Record<ImportFault, string>>;
    readonly drop: string;
    readonly takeOut: string;
    readonly formats: Readonly<Record<'md' | 'html' | 'docx', string>>;
    readonly preparing: string;
    readonly takeFailed: string;
    readonly print: string;
  };
  readonly chat: {
    readonly label: string;
    readonly open: (unread: number) => string;
    readonly close: string;
    readonly empty: string;
    readonly field: string;
    readonly send: string;
    readonly said: (name: string, text: string) => string;
    readonly failed: string;
    readonly loadFailed: string;
    readonly retry: string;
    readonly unread: string;
  };
}
