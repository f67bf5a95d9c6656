/** The words for a status. Pure. */
import type { SaveStatus } from '../../sync/save-status.ts';
import { regionalLocale } from '../../ui/regional-locale.ts';
import { clockTime } from '../../ui/relative-time.ts';
import type { Strings } from '../../ui/strings.ts';

export interface StatusText {
  /** What is written; empty while it is too early for a word. */
  readonly word: string;
  /** What the tooltip adds, or empty. */
  readonly more: string;
}

/** `canReopen`: the page itself can be loaded here without a network. */
export function statusText(status: SaveStatus, { words, canReopen }: { words: Strings; canReopen: boolean }): StatusText {
  const { status: texts } = words;
  switch (status.kind) {
    case 'connecting':
      return { word: status.isSlow ? texts.connecting : '', more: '' };
    case 'unavailable':
      return { word: texts.unavailable, more: '' };
    case 'offline': {
      const { reopens, stays } = texts.offlineKeptMore;
      if (status.changes === 'kept') return { word: texts.offlineKept, more: canReopen ? reopens : stays };
      return { word: texts.offline, more: status.changes === 'none' ? texts.offlineMore : '' };
    }
    case 'reconnecting':
      return { word: texts.reconnecting, more: '' };
    case 'pending':
      return { word: '', more: '' };
    case 'saving':
      return { word: texts.saving, more: '' };
    case 'saved': {
      const more = status.at === null ? texts.savedAll : texts.savedAt(clockTime(new Date(status.at), regionalLocale(words.locale)));
      return { word: texts.saved, more };
    }
    case 'not-saved':
      return { word: texts.notSaved(texts.notSavedReasons[status.reason]), more: status.isKept ? texts.keptAnyway : '' };
    case 'read-only':
      return { word: texts.readOnly, more: status.reason === null ? '' : texts.readOnlyReasons[status.reason] };
  }
}
