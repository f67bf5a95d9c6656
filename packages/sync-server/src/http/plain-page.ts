/** A page of one sentence, for a browser where the editor can't be shown. It needs no script, and no file. */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { contentSecurityPolicy } from './security-headers.ts';

const style = `body { max-width: 36rem; margin: 18vh auto 0; padding: 0 1.5rem; font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; }
a { color: inherit; text-underline-offset: 0.2em; }`;

/** Allows the page's own style beside what every response may have. */
export function plainPagePolicy(): string {
  return contentSecurityPolicy(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
}

export function plainPage({ status, detail }: { readonly status: number; readonly detail: string }): string {
  const title = escapeHtml(`${status} ${STATUS_CODES[status] ?? ''}`.trim());
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Scriptorium</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeHtml(detail)}</p>
<p><a href="/">All documents</a></p>
</main>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
