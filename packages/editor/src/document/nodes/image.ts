/**
 * An image on its own, with a description and a caption. Its attributes are stock TipTap's: a page of others keeps it whole.
 * The caption is `title`, as in Markdown. What is drawn comes from the document's own server; of others it is a link, for a
 * picture that is fetched tells them who reads.
 */
import { Node } from '@tiptap/core';
import { isOwnFile } from '../own-file-address.ts';

export { isOwnFile } from '../own-file-address.ts';

export interface ImageOptions {
  /** Says that an image of somewhere else is not loaded. */
  readonly elsewhereLabel: (host: string) => string;
  /** What the path of a file is put behind; empty on the server's own page. */
  readonly serverUrl: string;
}

/** Narrower than this it can't be seen, wider than this it is nobody's intention; in CSS pixels. */
export const widthMin = 32;
export const widthMax = 4_096;

export const Image: Node<ImageOptions> = Node.create<ImageOptions>({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,

  addOptions: () => ({ elsewhereLabel: String, serverUrl: '' }),

  addAttributes: () => ({
    src: { default: null },
    alt: { default: null },
    title: { default: null },
    width: { default: null, parseHTML: (element: HTMLElement) => readWidth(element.getAttribute('width')) },
    height: { default: null, parseHTML: (element: HTMLElement) => readWidth(element.getAttribute('height')) },
  }),

  parseHTML() {
    const imageOf = (element: HTMLElement): HTMLElement | null => element.querySelector('img[src], a[data-src]');
    return [
      {
        tag: 'figure',
        priority: 60,
        getAttrs: (element: HTMLElement) => {
          const image = imageOf(element);
          if (image === null || element.querySelectorAll('img').length > 1) return false;
          const src = image.getAttribute('src') ?? image.dataset['src'] ?? null;
          const title = element.querySelector('figcaption')?.textContent?.trim() || image.getAttribute('title');
          return isImageAddress(src) ? { ...attributesOf(image), src, title: title || null } : false;
        },
      },
      {
        tag: 'img[src]',
        getAttrs: (element: HTMLElement) => {
          const src = element.getAttribute('src');
          return isImageAddress(src) ? { ...attributesOf(element), src, title: element.getAttribute('title') || null } : false;
        },
      },
    ];
  },

  renderHTML({ node: { attrs } }) {
    const { elsewhereLabel, serverUrl } = this.options;
    const { src, alt, title, width, height } = readImage(attrs);
    const size = width === null ? {} : { width: String(width), ...(height === null ? {} : { height: String(height) }) };
    // Asked for by CORS, the server says to which pages it gives the picture [F7]; without, to its own alone.
    const asking = serverUrl === '' ? {} : { crossorigin: 'anonymous' };
    const picture = isOwnFile(src)
      ? (['img', { src: `${serverUrl}${src}`, alt, loading: 'lazy', decoding: 'async', ...asking, ...size }] as const)
      : (['a', { class: 'image-elsewhere', href: isImageAddress(src) ? src : '', 'data-src': src, rel: 'noopener noreferrer', target: '_blank' }, elsewhereLabel(alt || hostOf(src))] as const);
    return title === '' ? ['figure', { class: 'image' }, picture] : ['figure', { class: 'image' }, picture, ['figcaption', {}, title]];
  },

  renderText: ({ node }) => {
    const { alt, title } = readImage(node.attrs);
    return [alt, title].filter((text) => text !== '').join(' — ');
  },
});

export interface ImageAttributes {
  readonly src: string;
  readonly alt: string;
  /** The caption. */
  readonly title: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Another page may have put anything there. */
export function readImage(attrs: Readonly<Record<string, unknown>>): ImageAttributes {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { src: text(attrs['src']), alt: text(attrs['alt']), title: text(attrs['title']), width: readWidth(attrs['width']), height: readWidth(attrs['height']) };
}

/** http, https, or a path of the server: what can neither run nor be the picture itself. */
export function isImageAddress(src: unknown): src is string {
  return typeof src === 'string' && (isOwnFile(src) || /^https?:\/\/[^\s/]/i.test(src));
}

/** In whole pixels; null for its own size. */
export function readWidth(value: unknown): number | null {
  const width = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(?:\.\d+)?(?:px)?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  return Number.isFinite(width) && width >= 1 ? Math.min(widthMax, Math.round(width)) : null;
}

function attributesOf(image: HTMLElement): Record<string, unknown> {
  return { alt: image.getAttribute('alt') || null, width: readWidth(image.getAttribute('width')), height: readWidth(image.getAttribute('height')) };
}

function hostOf(src: string): string {
  return URL.canParse(src) ? new URL(src).host : '?';
}
