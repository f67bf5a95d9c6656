/** The words of finding documents and keeping them: the views of the list, the trash, and the palette. */

export interface ShelfStrings {
  readonly shelf: {
    /** The accessible name of the choice between views. */
    readonly views: string;
    readonly view: Readonly<Record<'all' | 'recent' | 'starred' | 'templates' | 'trash', string>>;
    readonly search: string;
    readonly clearSearch: string;
    readonly sort: string;
    readonly sorts: Readonly<Record<'updated' | 'title', string>>;
    readonly star: (title: string) => string;
    readonly starFailed: string;
    readonly template: string;
    readonly makeTemplate: string;
    readonly unmakeTemplate: string;
    readonly madeTemplate: (title: string) => string;
    readonly unmadeTemplate: (title: string) => string;
    readonly useTemplate: string;
    readonly duplicate: string;
    readonly duplicated: (title: string) => string;
    readonly changeFailed: string;
    readonly nothingFoundTitle: (query: string) => string;
    readonly nothingFoundText: string;
    /** What stands where a view has nothing in it. */
    readonly empty: Readonly<Record<'recent' | 'starred' | 'templates' | 'trash', { readonly title: string; readonly text: string }>>;
    readonly found: (count: number, hasMore: boolean) => string;
  };
  readonly trash: {
    readonly text: string;
    readonly thrown: (when: string) => string;
    readonly erasedOn: (day: string) => string;
    readonly restore: string;
    readonly restoreTitle: (title: string) => string;
    readonly restored: (title: string) => string;
    readonly restoreFailed: string;
    readonly erase: string;
    readonly eraseTitle: (title: string) => string;
    readonly eraseText: string;
    readonly erased: (title: string) => string;
    readonly eraseFailed: string;
    readonly empty: string;
    readonly emptyTitle: string;
    readonly emptyText: string;
    readonly emptied: string;
  };
  readonly palette: {
    readonly label: string;
    readonly placeholder: string;
    readonly documents: string;
    readonly recent: string;
    readonly actions: string;
    readonly nothing: string;
    readonly failed: string;
    readonly count: (count: number) => string;
    readonly goTo: (view: string) => string;
  };
}
