/** What went wrong with a request, as a sentence for a person. */
import { ApiError } from '../../api/request.ts';
import type { Strings } from '../../ui/strings.ts';

export function describeError(error: unknown, words: Strings): string {
  if (!(error instanceof ApiError)) return words.errors.unreadable;
  if (error.code !== 'refused') return words.errors[error.code];
  return [error.message, error.detail].filter((text) => text !== '').join(' ') || words.errors.refused;
}
