/** Reads title and text out of a Y.Doc, by a walk that no document can make deep or long. [J13] */
import { limits } from '@scriptorium/protocol';
import * as Y from 'yjs';
import type { Description } from './worker-contract.ts';

/** Elements inside each other; the text of deeper ones is not read. */
const DEPTH_MAX = 64;

/** UTF-16 units of `text`; what comes after is not counted either. */
const TEXT_LENGTH_MAX = 4 * 1024 * 1024;

export function describeDocument(doc: Y.Doc): Description {
  const title = doc.getText('title').toString().trim().slice(0, limits.titleLengthMax).trim().toWellFormed();
  const lines: string[] = [];
  let length = 0;
  for (const line of linesOf(doc.getXmlFragment('default'), 0)) {
    const fitting = line.slice(0, TEXT_LENGTH_MAX - length).toWellFormed();
    lines.push(fitting);
    length += line.length + 1;
    if (length >= TEXT_LENGTH_MAX) break;
  }
  return {
    title: title === '' ? null : title,
    text: lines.join('\n'),
    ...filesOf(doc.getXmlFragment('default')),
    words: lines.reduce((sum, line) => sum + countWords(line), 0),
    characters: lines.reduce((sum, line) => sum + line.length, 0),
  };
}

/** One line for each run of text between elements; inline elements such as a hard break end a line too. */
function* linesOf(node: Y.XmlFragment, depth: number): Generator<string> {
  let line = '';
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) {
      line += textOf(child);
      continue;
    }
    if (line !== '') yield line;
    line = '';
    if (child instanceof Y.XmlFragment && depth < DEPTH_MAX) yield* linesOf(child, depth + 1);
  }
  if (line !== '') yield line;
}

/** Where the server gives out files. */
const fileAddress = /\/api\/files\/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g;

/** Ids of files; that there are more is said. */
const FILES_MAX = 10_000;

/** In whatever attribute an address is: the schema may grow. However deep: a file that is not seen here is removed in time. [F4] */
function filesOf(root: Y.XmlFragment): Pick<Description, 'files' | 'hasMoreFiles'> {
  const found = new Set<string>();
  const waiting = [root];
  let hasMoreFiles = false;
  const look = (value: unknown): void => {
    if (typeof value !== 'string') return;
    for (const [, fileId] of value.matchAll(fileAddress)) {
      if (fileId === undefined || found.has(fileId)) continue;
      if (found.size < FILES_MAX) found.add(fileId);
      else hasMoreFiles = true;
    }
  };
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node instanceof Y.XmlElement) Object.values(node.getAttributes()).forEach(look);
    for (const child of node.toArray()) {
      if (child instanceof Y.XmlText) linksOf(child).forEach(look);
      else if (child instanceof Y.XmlFragment) waiting.push(child);
    }
  }
  return { files: [...found], hasMoreFiles };
}

function linksOf(text: Y.XmlText): unknown[] {
  const delta: readonly { attributes?: Readonly<Record<string, unknown>> }[] = text.toDelta();
  return delta.flatMap(({ attributes }) => {
    const link = attributes?.['link'];
    return typeof link === 'object' && link !== null && 'href' in link ? [link.href] : [];
  });
}

function textOf(text: Y.XmlText): string {
  const delta: readonly { insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' });

function countWords(line: string): number {
  let count = 0;
  for (const { isWordLike } of words.segment(line)) count += isWordLike === true ? 1 : 0;
  return count;
}
