/** Addresses and titles of links and images, as Markdown has them written. */

export function addressOf(href: string): string {
  if (href === '' || /[\s<>]/.test(href)) return `<${href.replaceAll(/[<>\\]/g, '\\$&').replaceAll('\n', '%0A')}>`;
  return href.replaceAll(/[()\\]/g, '\\$&').replaceAll(/&(?=#?\w+;)/g, '\\&');
}

export function titleOf(title: unknown): string {
  return typeof title === 'string' && title !== '' ? ` "${title.replaceAll(/["\\]/g, '\\$&').replaceAll(/&(?=#?\w+;)/g, '\\&').replaceAll(/\n\s*\n/g, '\n')}"` : '';
}
