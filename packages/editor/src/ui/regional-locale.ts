/** A language as it is written where the person is: the page has one English, but days and hours are written in several ways. */

/** The first that the browser asks for of this language; the language itself where nobody asks. */
export function regionalLocale(language: string, asked: readonly string[] = typeof navigator === 'undefined' ? [] : navigator.languages): string {
  return asked.find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language;
}
