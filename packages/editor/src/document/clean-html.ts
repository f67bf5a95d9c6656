/**
 * HTML from elsewhere, before it becomes text here: what Word, Google Docs and web pages mean, without how they put it. Our own
 * has nothing of that, and stays as it is. Pure, but for the DOM.
 */

export interface CleanOptions {
  /** Takes a picture that is in the HTML itself, and gives the text that stands in its place; null leaves it out. */
  readonly onPicture?: (src: string, alt: string) => string | null;
}

/** Gives HTML in which lists are lists, marks are tags, and nothing points to a picture on somebody's own disk. */
export function cleanHtml(html: string, { onPicture = () => null }: CleanOptions = {}): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  removeNoise(body);
  makeWordLists(body);
  markStyles(body);
  unwrapGoogleDocs(body);
  linkPictures(body, onPicture);
  return body.innerHTML;
}

function removeNoise(body: HTMLElement): void {
  for (const element of body.querySelectorAll('style, script, meta, link, title, xml, [hidden], .Apple-interchange-newline')) element.remove();
  // Word's own elements, such as o:p, hold spaces that mean nothing.
  for (const element of body.querySelectorAll('*')) {
    if (!element.localName.includes(':')) continue;
    if (element.textContent?.trim() === '') element.remove();
    else element.replaceWith(...element.childNodes);
  }
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
}

/** Google Docs puts everything into a `<b>` that is not bold. */
function unwrapGoogleDocs(body: HTMLElement): void {
  for (const wrapper of body.querySelectorAll<HTMLElement>('b')) {
    if (wrapper.style.fontWeight === 'normal' || wrapper.style.fontWeight === '400') wrapper.replaceWith(...wrapper.childNodes);
  }
  // Its lists hold their text in a paragraph, and nested lists stand beside the item that they belong to.
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) list.previousElementSibling?.append(list);
  for (const gap of body.querySelectorAll('body > br')) gap.remove();
}

const boldFrom = 600;

/** Styles that mean something become the tags that mean it; those of headings are only how headings look. */
function markStyles(body: HTMLElement): void {
  for (const span of body.querySelectorAll<HTMLElement>('span[style], font[style]')) {
    const { fontWeight, fontStyle, textDecorationLine, textDecoration, verticalAlign, fontFamily } = span.style;
    const isHeading = span.closest('h1, h2, h3, h4, h5, h6') !== null;
    const decoration = `${textDecorationLine} ${textDecoration}`;
    const tags = [
      !isHeading && (fontWeight === 'bold' || Number(fontWeight) >= boldFrom) ? 'strong' : null,
      !isHeading && fontStyle === 'italic' ? 'em' : null,
      decoration.includes('underline') && span.closest('a') === null && span.querySelector('a') === null ? 'u' : null,
      decoration.includes('line-through') ? 's' : null,
      verticalAlign === 'sub' ? 'sub' : null,
      verticalAlign === 'super' ? 'sup' : null,
      /\b(?:courier|consolas|menlo|monospace)\b/i.test(fontFamily) && span.closest('pre, code') === null ? 'code' : null,
    ].filter((tag) => tag !== null);
    let inner: HTMLElement = span;
    for (const tag of tags) {
      const mark = body.ownerDocument.createElement(tag);
      mark.append(...inner.childNodes);
      inner.append(mark);
      inner = mark;
    }
    span.removeAttribute('style');
  }
}

/** Word writes list items as paragraphs that say their level, with the bullet as text. */
function makeWordLists(body: HTMLElement): void {
  let lists: HTMLElement[] = [];
  let before: Element | null = null;
  let idBefore = '';
  for (const paragraph of body.querySelectorAll<HTMLElement>('p[class*="MsoListParagraph"], p[style*="mso-list"]')) {
    const [, id = '', digit = '1'] = /\bl(\d+)\s+level(\d)/.exec(paragraph.getAttribute('style') ?? '') ?? [];
    const level = Number(digit);
    const marker = paragraph.querySelector<HTMLElement>('span[style*="mso-list:Ignore"], span[style*="mso-list: Ignore"]');
    const isOrdered = /^\s*(?:\d+|[a-z]{1,4})[.)]/i.test(marker?.textContent ?? '');
    marker?.remove();
    if (before === null || paragraph.previousElementSibling !== before || id !== idBefore) lists = [];
    idBefore = id;
    lists.length = Math.min(lists.length, level);
    while (lists.length < level) {
      const list = body.ownerDocument.createElement(isOrdered ? 'ol' : 'ul');
      const parent = lists.at(-1);
      if (parent === undefined) paragraph.before(list);
      else (parent.lastElementChild ?? parent.appendChild(body.ownerDocument.createElement('li'))).append(list);
      lists.push(list);
    }
    const item = body.ownerDocument.createElement('li');
    item.append(...paragraph.childNodes);
    lists.at(-1)?.append(item);
    before = lists[0] ?? null;
    paragraph.remove();
  }
}

/** A picture of this server stays; of another it is a link; what the HTML holds itself is handed over; of somebody's own disk it can't be had. */
function linkPictures(body: HTMLElement, onPicture: NonNullable<CleanOptions['onPicture']>): void {
  for (const image of body.querySelectorAll('img')) {
    const src = image.getAttribute('src') ?? '';
    if (src.startsWith('/api/files/')) continue;
    if (!/^https?:/i.test(src)) {
      image.replaceWith(onPicture(src, image.getAttribute('alt')?.trim() ?? '') ?? '');
      continue;
    }
    const alt = image.getAttribute('alt')?.trim() || src;
    if (image.closest('a') !== null) image.replaceWith(alt);
    else {
      const link = body.ownerDocument.createElement('a');
      link.href = src;
      link.textContent = alt;
      image.replaceWith(link);
    }
  }
}
