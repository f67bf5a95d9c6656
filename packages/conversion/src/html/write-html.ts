/** The document's nodes to HTML that stands alone, and reads back as it was. */
import { DOMSerializer } from '@tiptap/pm/model';
import type { TitledDocument } from '../title.ts';

/** `dom` makes the elements; a page passes its own `document`. */
export function writeHtml({ title, body }: TitledDocument, dom: Document): string {
  const content = dom.createElement('div');
  if (title !== null) content.appendChild(dom.createElement('h1')).textContent = title;
  content.appendChild(DOMSerializer.fromSchema(body.type.schema).serializeFragment(body.content, { document: dom }));
  // What draws formulas is elsewhere: their source can be read at least.
  for (const formula of content.querySelectorAll('[data-latex]')) formula.textContent = formula.getAttribute('data-latex');
  const head = `<meta charset="utf-8">\n<title>${escapeText(title ?? '')}</title>\n<style>\n${style}</style>`;
  return `<!doctype html>\n<html>\n<head>\n${head}\n</head>\n<body>\n${content.innerHTML}\n</body>\n</html>\n`;
}

const style = `body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.6 Georgia, serif; }
pre, code { font: 0.9em ui-monospace, monospace; }
pre { padding: 0.75rem; overflow: auto; background: #f4f4f2; }
blockquote, .callout { margin-left: 0; padding-left: 1rem; border-left: 3px solid #bbb; }
table { border-collapse: collapse; }
td, th { padding: 0.25rem 0.5rem; border: 1px solid #bbb; text-align: left; vertical-align: top; }
ul[data-type="taskList"] { padding-left: 0; list-style: none; }
ul[data-type="taskList"] li { display: flex; gap: 0.5rem; }
`;

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
