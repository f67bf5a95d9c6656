/** The document as a Word document, with Word's own headings, lists, tables and links. */
import type { Mark, Node } from '@tiptap/pm/model';
import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import { linkSchemes } from '../link-schemes.ts';
import type { TitledDocument } from '../title.ts';
import { type Picture, readPicture } from './picture.ts';

type Block = Paragraph | Table;

/** Where a block stands: what is around it says how it is set. */
interface Place {
  /** Of lists around it. */
  readonly depth: number;
  readonly list: { readonly reference: string; readonly instance: number } | null;
  /** The first paragraph of an item has its sign, the others stand below it. */
  readonly isItemStart: boolean;
  readonly style: string | null;
  /** Before the first text, such as the box of a task. */
  readonly prefix: string;
}

/** Word has nine. */
const levelsMax = 9;
const indentTwips = 360;
/** In pixels of 1/96 inch: what fits between the margins of a page. */
const pictureWidthMax = 600;
const pictureHeightMax = 860;
const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4, HeadingLevel.HEADING_5, HeadingLevel.HEADING_6];
const bullets = ['•', '◦', '▪'];

export interface WriteDocxOptions {
  /** The bytes of a picture, by its address; null where it is not at hand: then its words are written. */
  readonly pictureOf?: (src: string) => Uint8Array | null;
}

export async function writeDocx({ title, body }: TitledDocument, { pictureOf = () => null }: WriteDocxOptions = {}): Promise<Uint8Array> {
  const writer = new BlockWriter(pictureOf);
  const children = writer.content(body, { depth: 0, list: null, isItemStart: false, style: null, prefix: '' });
  const heading = title === null ? [] : [new Paragraph({ text: printable(title), heading: HeadingLevel.TITLE })];
  const document = new Document({
    ...(title === null ? {} : { title: printable(title) }),
    styles: {
      paragraphStyles: [
        { id: 'Quote', name: 'Quote', basedOn: 'Normal', paragraph: { indent: { left: indentTwips } }, run: { italics: true } },
        { id: 'Caption', name: 'Caption', basedOn: 'Normal', paragraph: { alignment: AlignmentType.CENTER }, run: { italics: true } },
        { id: 'Code', name: 'Code', basedOn: 'Normal', paragraph: { spacing: { after: 0 } }, run: { font: 'Courier New' } },
      ],
      characterStyles: [{ id: 'CodeChar', name: 'Code Char', run: { font: 'Courier New' } }],
    },
    numbering: { config: [listConfig('bullets', (level) => ({ format: LevelFormat.BULLET, text: bullets[level % bullets.length] ?? '•' })), ...writer.orderedLists()] },
    sections: [{ children: [...heading, ...children] }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

type LevelOf = (level: number) => { readonly format: (typeof LevelFormat)[keyof typeof LevelFormat]; readonly text: string; readonly start?: number };

function listConfig(reference: string, levelOf: LevelOf): { reference: string; levels: (ReturnType<LevelOf> & { level: number; alignment: typeof AlignmentType.LEFT; style: object })[] } {
  const levels = Array.from({ length: levelsMax }, (_, level) => ({
    level,
    ...levelOf(level),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: indentTwips * (level + 2), hanging: indentTwips } } },
  }));
  return { reference, levels };
}

class BlockWriter {
  /** Where each numbered list begins to count, at whichever level it stands. */
  readonly #starts: number[] = [];
  readonly #pictureOf: (src: string) => Uint8Array | null;

  constructor(pictureOf: (src: string) => Uint8Array | null) {
    this.#pictureOf = pictureOf;
  }

  orderedLists(): ReturnType<typeof listConfig>[] {
    return this.#starts.map((start, at) => listConfig(`ordered-${at}`, (level) => ({ format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start })));
  }

  content(parent: Node, place: Place): Block[] {
    const blocks: Block[] = [];
    parent.forEach((node, _offset, index) => {
      const isFirst = index === 0;
      blocks.push(...this.#block(node, isFirst ? place : { ...place, isItemStart: false, prefix: '' }));
    });
    return blocks;
  }

  #block(node: Node, place: Place): Block[] {
    switch (node.type.name) {
      case 'heading':
        return [this.#paragraph(node, place, { heading: headings[Number(node.attrs['level']) - 1] ?? HeadingLevel.HEADING_6 })];
      case 'blockquote':
      case 'callout':
        return this.content(node, { ...place, style: 'Quote' });
      case 'bulletList':
      case 'taskList':
        return this.#list(node, place, 'bullets');
      case 'orderedList':
        this.#starts.push(Number(node.attrs['start'] ?? 1));
        return this.#list(node, place, `ordered-${this.#starts.length - 1}`);
      case 'codeBlock':
        return [new Paragraph({ style: 'Code', children: codeRuns(node.textContent) })];
      case 'horizontalRule':
        return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: 'auto' } } })];
      case 'table':
        return [this.#table(node)];
      case 'image':
        return this.#image(node);
      case 'blockMath':
        return [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(printable(String(node.attrs['latex'])))] })];
      default:
        return node.isTextblock ? [this.#paragraph(node, place, {})] : this.content(node, place);
    }
  }

  #image(node: Node): Block[] {
    const data = this.#pictureOf(String(node.attrs['src'] ?? ''));
    const picture = data === null ? null : readPicture(data);
    if (data === null || picture === null) return [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: printable(wordsOfImage(node)), italics: true })] })];
    const [alt = '', caption = ''] = [node.attrs['alt'], node.attrs['title']].map((text: unknown) => (typeof text === 'string' ? printable(text) : ''));
    const run = new ImageRun({ type: picture.type, data, transformation: sizeOf(picture, Number(node.attrs['width'] ?? picture.width)), altText: { name: 'image', description: alt, title: '' } });
    const blocks = [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })];
    return caption === '' ? blocks : [...blocks, new Paragraph({ style: 'Caption', text: caption })];
  }

  #list(node: Node, place: Place, reference: string): Block[] {
    const blocks: Block[] = [];
    const depth = place.list === null ? 0 : Math.min(place.depth + 1, levelsMax - 1);
    node.forEach((item) => {
      const prefix = item.type.name === 'taskItem' ? (item.attrs['checked'] === true ? '☑ ' : '☐ ') : '';
      blocks.push(...this.content(item, { ...place, depth, list: { reference, instance: 0 }, isItemStart: true, prefix }));
    });
    return blocks;
  }

  #paragraph(node: Node, place: Place, options: IParagraphOptions): Paragraph {
    const children = inlineOf(node, node.type.name === 'detailsSummary' ? { bold: true } : {});
    const numbering = place.list !== null && place.isItemStart ? { numbering: { ...place.list, level: place.depth } } : {};
    const indent = place.list !== null && !place.isItemStart ? { indent: { left: indentTwips * (place.depth + 2) } } : {};
    return new Paragraph({
      ...options,
      ...numbering,
      ...indent,
      ...(place.style === null ? {} : { style: place.style }),
      ...alignmentOf(node),
      children: place.prefix === '' ? children : [new TextRun(place.prefix), ...children],
    });
  }

  #table(node: Node): Table {
    const rows: TableRow[] = [];
    node.forEach((row, _offset, index) => {
      const cells: TableCell[] = [];
      row.forEach((cell) => {
        const children = this.content(cell, { depth: 0, list: null, isItemStart: false, style: null, prefix: '' });
        const spans = { columnSpan: Number(cell.attrs['colspan'] ?? 1), rowSpan: Number(cell.attrs['rowspan'] ?? 1) };
        cells.push(new TableCell({ ...spans, children }));
      });
      const isHeader = index === 0 && row.firstChild?.type.name === 'tableHeader';
      if (cells.length > 0) rows.push(new TableRow({ children: cells, ...(isHeader ? { tableHeader: true } : {}) }));
    });
    return new Table({ rows, width: { size: 100, type: WidthType.PERCENTAGE } });
  }
}

/** One paragraph with breaks: two blocks that follow each other stay two. */
function codeRuns(code: string): TextRun[] {
  return code.split('\n').map((text, at) => new TextRun({ text: printable(text), font: 'Courier New', ...(at === 0 ? {} : { break: 1 }) }));
}

function inlineOf(node: Node, base: IRunOptions): ParagraphChild[] {
  const children: ParagraphChild[] = [];
  node.forEach((child) => {
    const link = linkOf(child.marks);
    const run = new TextRun({ ...base, ...runOptions(child.marks), ...(link === null ? {} : { style: 'Hyperlink' }), ...contentOf(child) });
    children.push(link === null ? run : new ExternalHyperlink({ link, children: [run] }));
  });
  return children;
}

/** Null where there is none that may be one: Word opens whatever a link names, programs and the shares of other machines among it. */
function linkOf(marks: readonly Mark[]): string | null {
  const href: unknown = marks.find(({ type }) => type.name === 'link')?.attrs['href'];
  if (typeof href !== 'string') return null;
  const link = printable(href).replaceAll(/\s+/g, '');
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(link)?.[1];
  const isAllowed = scheme === undefined ? !/^[\\/]{2}/.test(link) : linkSchemes.includes(scheme.toLowerCase());
  return link !== '' && isAllowed ? link : null;
}

/** As wide as it was made, if that can be, and not beyond a page; in its own proportions. */
function sizeOf({ width, height }: Picture, wanted: number): { readonly width: number; readonly height: number } {
  const scale = Math.min((wanted >= 1 ? wanted : width) / width, pictureWidthMax / width, pictureHeightMax / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function contentOf(node: Node): IRunOptions {
  switch (node.type.name) {
    case 'hardBreak':
      return { break: 1 };
    case 'inlineMath':
      return { text: printable(String(node.attrs['latex'])) };
    case 'mention':
      return { text: printable(`@${String(node.attrs['label'] ?? node.attrs['id'] ?? '')}`) };
    default:
      return { text: printable(node.text ?? '') };
  }
}

/** Word's format is XML, which has no place for most control characters. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').toWellFormed();
}

function runOptions(marks: readonly Mark[]): IRunOptions {
  const has = new Set(marks.map(({ type }) => type.name));
  return {
    ...(has.has('bold') ? { bold: true } : {}),
    ...(has.has('italic') ? { italics: true } : {}),
    ...(has.has('underline') ? { underline: {} } : {}),
    ...(has.has('strike') ? { strike: true } : {}),
    ...(has.has('code') ? { style: 'CodeChar' } : {}),
    ...(has.has('subscript') ? { subScript: true } : {}),
    ...(has.has('superscript') ? { superScript: true } : {}),
    ...(has.has('highlight') ? { highlight: 'yellow' as const } : {}),
  };
}

function alignmentOf(node: Node): IParagraphOptions {
  switch (node.attrs['textAlign']) {
    case 'center':
      return { alignment: AlignmentType.CENTER };
    case 'right':
      return { alignment: AlignmentType.RIGHT };
    case 'justify':
      return { alignment: AlignmentType.JUSTIFIED };
    default:
      return {};
  }
}

/** Where its file is not at hand what it shows is said. */
function wordsOfImage({ attrs }: Node): string {
  const words = [attrs['alt'], attrs['title']].filter((text) => typeof text === 'string' && text !== '');
  return words.length === 0 ? String(attrs['src'] ?? '') : words.join(' — ');
}
