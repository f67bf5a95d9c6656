/** Markdown to tokens: CommonMark and GFM tables, tasks, strikethrough; callouts, highlights, formulas and a few tags that our writer writes. */
import MarkdownIt from 'markdown-it';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import type Token from 'markdown-it/lib/token.mjs';

/** Tags that Markdown has no marks for. */
export const markTags = { u: 'underline', sub: 'subscript', sup: 'superscript', mark: 'highlight' } as const;

export const calloutKinds: ReadonlyMap<string, string> = new Map([
  ['note', 'note'],
  ['tip', 'tip'],
  ['important', 'important'],
  ['warning', 'warning'],
  ['caution', 'warning'],
]);

/** Raw HTML stays the text that it is: nothing is lost, and nothing runs. */
export function createTokenizer({ images }: { readonly images: 'inline' | 'block' | 'none' }): MarkdownIt {
  const tokenizer = new MarkdownIt('commonmark', { html: false });
  tokenizer.enable(['table', 'strikethrough']);
  keepFootnotes(tokenizer);
  tokenizer.inline.ruler.before('escape', 'inline-math', inlineMath);
  tokenizer.inline.ruler.push('tag', tag);
  tokenizer.inline.ruler.push('highlight', highlight);
  tokenizer.block.ruler.before('fence', 'block-math', blockMath, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  tokenizer.core.ruler.after('inline', 'tasks', ({ tokens }) => markTasks(tokens));
  tokenizer.core.ruler.after('inline', 'callouts', ({ tokens }) => markCallouts(tokens));
  tokenizer.core.ruler.after('inline', 'cells', (state) => {
    state.tokens = wrapCells(state.tokens, state.Token);
  });
  if (images === 'block') {
    tokenizer.core.ruler.after('inline', 'lone-images', (state) => {
      state.tokens = liftImages(state.tokens, state.Token);
    });
  }
  // Those that are left.
  if (images !== 'inline') tokenizer.core.ruler.after(images === 'block' ? 'lone-images' : 'inline', 'images', ({ tokens, Token: Class }) => linkImages(tokens, Class));
  return tokenizer;
}

type TokenClass = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

/** What the schema takes for the address of an image. */
const imageAddress = /^(?:https?:\/\/[^\s/]|\/api\/files\/[\w-]{1,128}$)/i;

/** An image that is a paragraph of its own becomes a block of its own; in lists and quotes, and in a line, it stays a link. */
function liftImages(tokens: readonly Token[], Class: TokenClass): Token[] {
  return tokens.flatMap((token, index) => {
    const [lone] = loneImage(tokens, index) ?? [];
    if (lone !== undefined) {
      const block = new Class('block_image', '', 0);
      block.attrs = lone.attrs;
      block.content = lone.content;
      return [block];
    }
    const isPart = loneImage(tokens, index - 1) !== null || loneImage(tokens, index - 2) !== null;
    return isPart ? [] : [token];
  });
}

function loneImage(tokens: readonly Token[], open: number): readonly Token[] | null {
  const [paragraph, inline] = [tokens[open], tokens[open + 1]];
  if (paragraph?.type !== 'paragraph_open' || paragraph.level !== 0) return null;
  const [image, ...others] = inline?.children ?? [];
  return image?.type === 'image' && others.length === 0 && imageAddress.test(image.attrGet('src') ?? '') ? [image] : null;
}

/** A schema without images keeps their words and their address, as a link. */
function linkImages(tokens: readonly Token[], Class: TokenClass): void {
  for (const inline of tokens) {
    let links = 0;
    inline.children = (inline.children ?? []).flatMap((token) => {
      if (token.type === 'link_open') links++;
      if (token.type === 'link_close') links--;
      if (token.type !== 'image') return [token];
      const text = new Class('text', '', 0);
      text.content = token.content === '' ? (token.attrGet('src') ?? '') : token.content;
      if (links > 0) return [text];
      const open = new Class('link_open', 'a', 1);
      open.attrSet('href', token.attrGet('src') ?? '');
      const title = token.attrGet('title');
      if (title !== null) open.attrSet('title', title);
      return [open, text, new Class('link_close', 'a', -1)];
    });
  }
}

type Rule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;

/** `[^1]: …` defines no link: footnotes stay text. */
function keepFootnotes({ block }: MarkdownIt): void {
  // The list of rules is the only place where one can be had to be wrapped.
  const rules = (block.ruler as unknown as { __rules__: { name: string; fn: Rule }[] }).__rules__;
  const reference = rules.find(({ name }) => name === 'reference')?.fn;
  if (reference === undefined) throw new Error('markdown-it has no rule "reference".');
  block.ruler.at('reference', (state, startLine, endLine, silent) => {
    const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
    return state.src.startsWith('[^', from) ? false : reference(state, startLine, endLine, silent);
  });
}

/** As Pandoc has it: no space inside the dollars, no digit behind them, so that prices stay prices. */
const inlineMathPattern = /^\$([^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)/;

function inlineMath(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '$' || /[\w$\\]/.test(state.src[state.pos - 1] ?? '')) return false;
  const match = inlineMathPattern.exec(state.src.slice(state.pos, state.posMax));
  if (match === null) return false;
  if (!silent) state.push('inline_math', '', 0).content = match[1] ?? '';
  state.pos += match[0].length;
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line] ?? 0);
}

/** `$$`, lines of LaTeX, `$$`. */
function blockMath(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || lineOf(state, startLine).trim() !== '$$') return false;
  let last = startLine + 1;
  while (last < endLine && (state.sCount[last] ?? 0) >= state.blkIndent && lineOf(state, last).trim() !== '$$') last++;
  if (last >= endLine || lineOf(state, last).trim() !== '$$') return false;
  if (silent) return true;
  state.line = last + 1;
  state.push('block_math', '', 0).content = state.getLines(startLine + 1, last, state.blkIndent, false).trim();
  return true;
}

const tagPattern = /^<(\/?)(u|sub|sup|mark)>|^<br ?\/?>/;

/** Only whole pairs: a tag without its other half stays text. */
function tag(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '<') return false;
  const match = tagPattern.exec(state.src.slice(state.pos, state.pos + 8));
  if (match === null) return false;
  const [whole, slash, name] = match;
  if (!silent) {
    if (name === undefined) state.push('hardbreak', 'br', 0);
    else if (slash === '') openTag(state, name, whole);
    else closeTag(state, name, whole);
  }
  state.pos += whole.length;
  return true;
}

/** `==marked==`; within a word and beside spaces the signs are a program's, as in `a==b`. */
function highlight(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (!src.startsWith('==', pos) || pos + 2 > state.posMax) return false;
  const [before, after] = [src[pos - 1] ?? ' ', pos + 2 < state.posMax ? src.charAt(pos + 2) : ' '];
  if (before === '=' || after === '=') return false;
  const canOpen = !/\s/.test(after) && !/[\p{L}\p{N}_]/u.test(before);
  const canClose = !/\s/.test(before) && !/[\p{L}\p{N}_]/u.test(after);
  if (!canOpen && !canClose) return false;
  state.pos += 2;
  if (silent) return true;
  const isOpen = canClose && openerOf(state, '==') !== undefined;
  if (isOpen || !canOpen) closeTag(state, '==', '==');
  else openTag(state, '==', '==');
  return true;
}

function openTag(state: StateInline, name: string, whole: string): void {
  const token = state.push('text', '', 0);
  token.content = whole;
  token.meta = { openTag: name };
}

function closeTag(state: StateInline, name: string, whole: string): void {
  const opener = openerOf(state, name);
  if (opener === undefined) {
    state.push('text', '', 0).content = whole;
    return;
  }
  const tagName = name === '==' ? 'mark' : name;
  opener.type = `${tagName}_open`;
  opener.content = '';
  opener.meta = null;
  state.push(`${tagName}_close`, '', 0);
}

function openerOf(state: StateInline, name: string): Token | undefined {
  return state.tokens.findLast(({ level, meta }) => level === state.level && (meta as { openTag?: string } | null)?.openTag === name);
}

/** The contents between an opening token and its closing one. */
function endOf(tokens: readonly Token[], open: number): number {
  const level = tokens[open]?.level;
  const close = tokens[open]?.type.replace('_open', '_close');
  return tokens.findIndex((token, index) => index > open && token.level === level && token.type === close);
}

const taskPattern = /^\[([ xX])\](?: +|$)/;

/** A list is a list of tasks where each of its items is one. */
function markTasks(tokens: Token[]): void {
  for (const [open, token] of tokens.entries()) {
    if (token.type !== 'bullet_list_open') continue;
    const close = endOf(tokens, open);
    const items = tokens.flatMap(({ type, level }, index) => (index > open && index < close && type === 'list_item_open' && level === token.level + 1 ? [index] : []));
    const texts = items.map((index) => (tokens[index + 1]?.type === 'paragraph_open' ? tokens[index + 2] : undefined));
    if (!texts.every((text) => text !== undefined && taskPattern.test(text.content) && text.children?.[0]?.type === 'text')) continue;
    rename(tokens, open, close, 'task_list');
    for (const [at, index] of items.entries()) {
      const text = texts[at];
      const isDone = /^\[[xX]/.test(text?.content ?? '');
      const first = text?.children?.[0];
      if (first !== undefined) first.content = first.content.replace(/^\[[ xX]\] */, '');
      rename(tokens, index, endOf(tokens, index), 'task_item');
      tokens[index]?.attrSet('checked', String(isDone));
    }
  }
}

function rename(tokens: Token[], open: number, close: number, name: string): void {
  const [opening, closing] = [tokens[open], tokens[close]];
  if (opening !== undefined) opening.type = `${name}_open`;
  if (closing !== undefined) closing.type = `${name}_close`;
}

const calloutPattern = /^\[!(\w+)\]$/;

/** A quote whose first line says what it is: `> [!NOTE]`. */
function markCallouts(tokens: Token[]): void {
  for (const [open, token] of tokens.entries()) {
    const [paragraph, inline] = [tokens[open + 1], tokens[open + 2]];
    if (token.type !== 'blockquote_open' || paragraph?.type !== 'paragraph_open' || inline === undefined) continue;
    const children = inline.children ?? [];
    const breakAt = children.findIndex(({ type }) => type === 'softbreak');
    const first = (breakAt === -1 ? children : children.slice(0, breakAt)).map(({ content }) => content).join('');
    const kind = calloutKinds.get(calloutPattern.exec(first)?.[1]?.toLowerCase() ?? '');
    if (kind === undefined) continue;
    rename(tokens, open, endOf(tokens, open), 'callout');
    token.attrSet('kind', kind);
    inline.children = breakAt === -1 ? [] : children.slice(breakAt + 1);
    if (inline.children.length === 0) hide([paragraph, inline, tokens[open + 3]]);
  }
}

function hide(tokens: readonly (Token | undefined)[]): void {
  for (const token of tokens) if (token !== undefined) token.type = 'hidden';
}

/** Cells hold blocks here; in Markdown they hold a line. */
function wrapCells(tokens: readonly Token[], Class: TokenClass): Token[] {
  return tokens.flatMap((token) => {
    if (token.type === 'th_open' || token.type === 'td_open') return [token, new Class('paragraph_open', 'p', 1)];
    if (token.type === 'th_close' || token.type === 'td_close') return [new Class('paragraph_close', 'p', -1), token];
    return [token];
  });
}
