/** What the embedded editor says beyond the page's own words. */
import type { Language } from '../ui/language.ts';

export interface EmbedWords {
  /** The name of the region, unless the page gives it one. */
  readonly label: string;
  readonly faultTitle: string;
  readonly unavailableTitle: string;
  readonly unavailableText: (server: string, origin: string) => string;
  readonly crashTitle: string;
  readonly crashText: string;
  readonly again: string;
  readonly menu: string;
}

export const embedWords: Readonly<Record<Language, EmbedWords>> = {
  en: {
    label: 'Document',
    faultTitle: 'The document can’t be opened',
    unavailableTitle: 'No connection to the document’s server',
    unavailableText: (server, origin) =>
      `${server} does not answer this page. It tries again by itself. If the server runs, its operator may have to allow this page: --allow-origin ${origin}`,
    crashTitle: 'The editor has stopped',
    crashText: 'Something went wrong that nobody expected. What was saved is safe.',
    again: 'Open it again',
    menu: 'More',
  },
  de: {
    label: 'Dokument',
    faultTitle: 'Das Dokument lässt sich nicht öffnen',
    unavailableTitle: 'Keine Verbindung zum Server des Dokuments',
    unavailableText: (server, origin) =>
      `${server} antwortet dieser Seite nicht. Es wird von selbst weiter versucht. Läuft der Server, so muss sein Betreiber diese Seite vielleicht erlauben: --allow-origin ${origin}`,
    crashTitle: 'Der Editor ist stehen geblieben',
    crashText: 'Etwas ging schief, womit niemand gerechnet hat. Was gespeichert war, ist sicher.',
    again: 'Noch einmal öffnen',
    menu: 'Mehr',
  },
};
