/** A page of one sentence, for a browser where the editor can't be shown. It needs no script, and no file. */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { contentSecurityPolicy } from './security-headers.ts';

/** Of the editor's look what needs no file: its colours, and a letter for its mark. */
const style = `:root { color-scheme: light dark; --desk: #f2f0ea; --ink: #211f1b; --soft: #6a655b; --rubric: #b3321f; --on-rubric: #fff; --on-ink: #fbfaf7; }
@media (prefers-color-scheme: dark) { :root { --desk: #151412; --ink: #e9e5dc; --soft: #a49d90; --rubric: #ee7a62; --on-rubric: #1b1a18; --on-ink: #1b1a18; } }
body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; background: var(--desk); color: var(--soft); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
.mark { width: 2.25rem; margin: 0 0 1.5rem; border-radius: 0.5rem; background: var(--rubric); color: var(--on-rubric); font: 700 1.375rem/2.25rem Georgia, serif; text-align: center; }
h1 { margin: 0 0 0.5rem; color: var(--ink); font: 600 1.625rem/1.25 Georgia, serif; }
p { margin: 0 0 1.5rem; }
a { display: inline-block; padding: 0.6rem 1rem; border-radius: 0.5rem; background: var(--ink); color: var(--on-ink); font-size: 0.875rem; font-weight: 600; line-height: 1.4; text-decoration: none; }
a:focus-visible { outline: 2px solid var(--rubric); outline-offset: 2px; }`;

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
<p class="mark" aria-hidden="true">S</p>
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
