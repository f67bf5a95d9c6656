/** A page of one sentence, for a browser where the editor can't be shown. It needs no script and no style. */
import { STATUS_CODES } from 'node:http';

export function plainPage({ status, detail }: { readonly status: number; readonly detail: string }): string {
  const title = escapeHtml(`${status} ${STATUS_CODES[status] ?? ''}`.trim());
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Scriptorium</title>
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
