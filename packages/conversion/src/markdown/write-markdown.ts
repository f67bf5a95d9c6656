/** The document's nodes to Markdown that other programs render alike. What Markdown has no form for keeps its words. */
import type { Mark, Node } from '@tiptap/pm/model';
import { MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown';
import { addressOf, titleOf } from './address.ts';
import { markTags } from './tokenizer.ts';

export function writeMarkdown(document: Node): string {
  const text = serializer.serialize(document, { tightLists: true });
  return text === '' ? '' : `${text.replace(/\n+$/, '')}\n`;
}

type WriteNode = (state: MarkdownSerializerState, node: Node, parent: Node, index: number) => void;

/** What the state keeps to itself and its own node writers use. */
interface StateInside {
  atBlockStart: boolean;
  inAutolink: boolean | undefined;
  out: string;
}

const inside = (state: MarkdownSerializerState): StateInside => state as unknown as StateInside;

const writers: Record<string, WriteNode> = {
  paragraph(state, node) {
    writeInline(state, node);
    state.closeBlock(node);
  },
  heading(state, node) {
    state.write(`${'#'.repeat(Number(node.attrs['level']))} `);
    state.renderInline(withoutBreaks(node), false);
    if (/(^|[ \t])#+$/.test(node.textContent)) inside(state).out = inside(state).out.replace(/#$/, '\\#');
    state.closeBlock(node);
  },
  blockquote: (state, node) => state.wrapBlock('> ', null, node, () => state.renderContent(node)),
  callout(state, node) {
    state.wrapBlock('> ', null, node, () => {
      state.write(`[!${String(node.attrs['kind']).toUpperCase()}]`);
      state.ensureNewLine();
      state.renderContent(node);
    });
  },
  details: (state, node) => state.renderContent(node),
  detailsSummary(state, node) {
    if (node.content.size > 0) {
      state.write('**');
      state.renderInline(withoutMark(node, 'bold'), false);
      state.write('**');
    }
    state.closeBlock(node);
  },
  bulletList: (state, node, parent, index) => writeList(state, node, '  ', () => `${bulletOf(parent, index)} `),
  orderedList(state, node, parent, index) {
    const start = Number(node.attrs['start'] ?? 1);
    const width = String(start + node.childCount - 1).length + 2;
    const sign = ordinalOf(parent, index);
    writeList(state, node, ' '.repeat(width), (at) => `${start + at}${sign} `.padEnd(width));
  },
  taskList: (state, node, parent, index) => writeList(state, node, '  ', () => `${bulletOf(parent, index)} `),
  listItem: (state, node) => renderItem(state, node),
  taskItem(state, node) {
    state.write(node.attrs['checked'] === true ? '[x] ' : '[ ] ');
    if (node.firstChild?.content.size === 0) inside(state).out = inside(state).out.trimEnd();
    renderItem(state, node);
  },
  codeBlock: writeCode,
  horizontalRule(state, node) {
    // Neither a front matter, nor an underlined heading, nor a list.
    state.write('___');
    state.closeBlock(node);
  },
  hardBreak(state, node, parent, index) {
    for (let after = index + 1; after < parent.childCount; after++) {
      if (parent.child(after).type === node.type) continue;
      state.write('\\\n');
      inside(state).atBlockStart = true;
      return;
    }
  },
  inlineMath: (state, node) => state.write(`$${String(node.attrs['latex'])}$`),
  blockMath(state, node) {
    state.write('$$\n');
    state.text(String(node.attrs['latex']), false);
    state.ensureNewLine();
    state.write('$$');
    state.closeBlock(node);
  },
  mention: (state, node) => state.text(`@${String(node.attrs['label'] ?? node.attrs['id'] ?? '')}`),
  image(state, node) {
    state.write(`![${state.esc(String(node.attrs['alt'] ?? ''))}](${addressOf(String(node.attrs['src'] ?? ''))}${titleOf(node.attrs['title'])})`);
    if (node.isBlock) state.closeBlock(node);
  },
  table: writeTable,
  text(state, node) {
    const text = node.text ?? '';
    if (inside(state).inAutolink === true) state.text(text, false);
    else writeText(state, text);
  },
};

const tagMarks = Object.fromEntries(Object.entries(markTags).map(([tag, mark]) => [mark, { open: `<${tag}>`, close: `</${tag}>`, mixable: true }]));

const serializer = new MarkdownSerializer(
  writers,
  {
    italic: { open: '*', close: '*', mixable: true, expelEnclosingWhitespace: true },
    bold: { open: '**', close: '**', mixable: true, expelEnclosingWhitespace: true },
    strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
    link: {
      open: (state, mark, parent, index) => {
        const isPlain = isPlainAddress(mark, parent, index);
        inside(state).inAutolink = isPlain;
        return isPlain ? '<' : '[';
      },
      close: (state, mark) => {
        const isPlain = inside(state).inAutolink === true;
        inside(state).inAutolink = undefined;
        return isPlain ? '>' : `](${addressOf(String(mark.attrs['href'] ?? ''))}${titleOf(mark.attrs['title'])})`;
      },
      mixable: true,
    },
    code: {
      open: (_state, _mark, parent, index) => ticksFor(parent.child(index).text ?? '', 'open'),
      close: (_state, _mark, parent, index) => ticksFor(parent.child(index - 1).text ?? '', 'close'),
      escape: false,
    },
    ...tagMarks,
  },
  // What a schema grows later keeps its text.
  { strict: false, hardBreakNodeName: 'hardBreak' },
);

/** A space at an end would be cut off, and one at the beginning could make it code. */
function writeInline(state: MarkdownSerializerState, node: Node): void {
  state.renderInline(node);
  const { out } = inside(state);
  const last = node.lastChild;
  if (last?.isText === true && last.marks.length === 0 && /\s$/.test(out) && /\s$/.test(last.text ?? '')) {
    inside(state).out = `${out.slice(0, -1)}${entityOf(out.slice(-1))}`;
  }
}

function writeText(state: MarkdownSerializerState, text: string): void {
  const [first = ''] = text;
  const isSpaceFirst = inside(state).atBlockStart && /\s/.test(first);
  if (isSpaceFirst) {
    state.write(entityOf(first));
    inside(state).atBlockStart = false;
  }
  const rest = isSpaceFirst ? text.slice(first.length) : text;
  const startsLine = inside(state).atBlockStart;
  for (const [at, line] of rest.split('\n').entries()) {
    if (at > 0) inside(state).out += '\n';
    state.write();
    inside(state).out += escapeText(state, line, startsLine || at > 0);
  }
}

function escapeText(state: MarkdownSerializerState, text: string, startsLine: boolean): string {
  const escaped = state
    .esc(text, startsLine)
    .replaceAll('<', '\\<')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replaceAll('$', '\\$')
    .replaceAll(/(?<![\p{L}\p{N}_=])==(?![\s=])/gu, '\\==')
    // Footnotes are text here and footnotes elsewhere.
    .replaceAll(/\\\[\^([\w-]+)\\\]/g, '[^$1]');
  if (!startsLine) return escaped;
  return escaped.replace(/^(\d+)\)(?=\s|$)/, '$1\\)').replace(/^(\d+)\.$/, '$1\\.').replace(/^([-+=])(?=[-+=\s]|$)/, '\\$1').replace(/^\\\\([-+=])/, '\\$1');
}

function entityOf(character: string): string {
  return `&#${character.codePointAt(0) ?? 32};`;
}

function writeList(state: MarkdownSerializerState, node: Node, indent: string, marker: (index: number) => string): void {
  state.renderList(node, indent, (at) => (isBlank(node.child(at)) ? marker(at).trimEnd() : marker(at)));
}

function isBlank(item: Node): boolean {
  return item.type.name === 'listItem' && item.childCount === 1 && item.firstChild?.content.size === 0;
}

/** An item that begins with a code block or a heading has an empty paragraph before it here, and none there. */
function renderItem(state: MarkdownSerializerState, node: Node): void {
  const isFilled = node.childCount > 1 && node.firstChild?.type.name === 'paragraph' && node.firstChild.content.size === 0;
  node.forEach((child, _offset, index) => {
    if (index > 0 || !isFilled) state.render(child, node, index);
  });
}

/** Two lists that follow each other would be one: every second has another sign. */
function bulletOf(parent: Node, index: number): string {
  return isEven(parent, index, ['bulletList', 'taskList']) ? '-' : '*';
}

function ordinalOf(parent: Node, index: number): string {
  return isEven(parent, index, ['orderedList']) ? '.' : ')';
}

function isEven(parent: Node, index: number, kinds: readonly string[]): boolean {
  let before = 0;
  while (index - before > 0 && kinds.includes(parent.child(index - before - 1).type.name)) before++;
  return before % 2 === 0;
}

function writeCode(state: MarkdownSerializerState, node: Node): void {
  const language = String(node.attrs['language'] ?? '').replaceAll(/\s/g, '');
  const sign = language.includes('`') ? '~' : '`';
  const runs = node.textContent.match(sign === '`' ? /`{3,}/g : /~{3,}/g) ?? [];
  const fence = sign.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  state.write(`${fence}${state.esc(language).replaceAll('\\_', '_')}\n`);
  state.text(node.textContent, false);
  if (node.textContent !== '') inside(state).out += '\n';
  state.write(fence);
  state.closeBlock(node);
}

function writeTable(state: MarkdownSerializerState, node: Node): void {
  const rows: Node[][] = [];
  node.forEach((row) => {
    const cells: Node[] = [];
    row.forEach((cell) => {
      cells.push(cell, ...Array.from({ length: Math.max(0, Number(cell.attrs['colspan'] ?? 1) - 1) }, () => cell.type.createAndFill() ?? cell));
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map(({ length }) => length), 1);
  const lines = rows.map((cells) => `| ${Array.from({ length: width }, (_, at) => cellText(cells[at])).join(' | ')} |`);
  const rule = `| ${Array.from({ length: width }, (_, at) => ruleOf(rows[0]?.[at])).join(' | ')} |`;
  for (const [at, line] of [lines[0] ?? '', rule, ...lines.slice(1)].entries()) {
    if (at > 0) state.ensureNewLine();
    state.write(line);
  }
  state.closeBlock(node);
}

/** No text has it: it is left for private use. */
const breakMark = '\ue000';

/** One line: what stands below each other in the cell is separated by a break. */
function cellText(cell: Node | undefined): string {
  if (cell === undefined) return '';
  const blocks: string[] = [];
  cell.descendants((node) => {
    if (!node.isTextblock) return true;
    const line = cell.type.schema.nodes['paragraph']?.create(null, withoutBreaks(node, breakMark).content);
    if (line !== undefined) blocks.push(serializer.serialize(cell.type.create(cell.attrs, line)));
    return false;
  });
  return blocks.join('<br>').replaceAll('\n', ' ').replaceAll(breakMark, '<br>').replaceAll('|', '\\|').trim();
}

function ruleOf(cell: Node | undefined): string {
  switch (cell?.attrs['align']) {
    case 'left':
      return ':--';
    case 'center':
      return ':-:';
    case 'right':
      return '--:';
    default:
      return '---';
  }
}

/** A heading is one line. */
function withoutBreaks(node: Node, instead = ' '): Node {
  const children: Node[] = [];
  node.forEach((child) => children.push(child.type.name === 'hardBreak' ? child.type.schema.text(instead) : child));
  return node.type.create(node.attrs, children, node.marks);
}

function withoutMark(node: Node, name: string): Node {
  const children: Node[] = [];
  node.forEach((child) => children.push(child.mark(child.marks.filter(({ type }) => type.name !== name))));
  return node.type.create(node.attrs, children, node.marks);
}

function isPlainAddress(mark: Mark, parent: Node, index: number): boolean {
  const href = String(mark.attrs['href'] ?? '');
  const content = parent.child(index);
  if (mark.attrs['title'] !== null || !/^[a-z][a-z0-9+.-]{1,31}:[^\s<>]*$/i.test(href)) return false;
  if (!content.isText || content.text !== href || content.marks.at(-1) !== mark) return false;
  return index === parent.childCount - 1 || !mark.isInSet(parent.child(index + 1).marks);
}

/** One tick more than the text has, and a space where it begins or ends with one, or with a space of its own. */
function ticksFor(text: string, side: 'open' | 'close'): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const needsSpace = /^`|`$/.test(text) || (/^ .* $/.test(text) && /\S/.test(text));
  const ticks = '`'.repeat(longest + 1);
  if (!needsSpace) return ticks;
  return side === 'open' ? `${ticks} ` : ` ${ticks}`;
}
