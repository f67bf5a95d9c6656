/** The beginning of a document's text, for reading until the editor is there; it looks as the editor's. */
import { Fragment, type ReactElement, type ReactNode, createElement } from 'react';
import type { DocumentText, TextBlock, TextPart, TextPiece } from '../../sync/document-text.ts';
import { shortBlocksMax } from '../../document/long-text.ts';
import { useWords } from '../../ui/words.ts';

export function FirstText({ text }: { readonly text: DocumentText }): ReactElement {
  const { document: words } = useWords();
  return (
    <>
      <h1 className="title-heading">
        <span className={text.title === '' ? 'title is-still is-empty' : 'title is-still'}>{text.title || words.titlePlaceholder}</span>
      </h1>
      <div className="body" aria-busy="true" data-testid="first-text">
        <div className={text.blockCount > shortBlocksMax ? 'ProseMirror text is-long' : 'ProseMirror text'}>
          <Parts parts={text.blocks} />
        </div>
      </div>
    </>
  );
}

function Parts({ parts }: { readonly parts: readonly TextPart[] }): ReactElement {
  // The list never changes, so its places are good keys.
  return <>{parts.map((part, index) => createElement(Fragment, { key: index }, part.kind === 'text' ? <Piece piece={part} /> : <Block block={part} />))}</>;
}

const plainTags: Readonly<Record<string, 'p' | 'blockquote' | 'ul' | 'li' | 'tr' | 'th' | 'td'>> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bulletList: 'ul',
  listItem: 'li',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
};

function Block({ block }: { readonly block: TextBlock }): ReactElement | null {
  const { type, attributes, children } = block;
  // An empty line is as high as a full one.
  const content: ReactNode = children.length === 0 ? <br /> : <Parts parts={children} />;
  const tag = plainTags[type];
  if (tag !== undefined) return createElement(tag, lookOf(block), content);
  switch (type) {
    case 'heading': {
      const level = Number(attributes.get('level'));
      return createElement(`h${level >= 1 && level <= 6 ? level : 1}`, lookOf(block), content);
    }
    case 'orderedList':
      return <ol start={Number(attributes.get('start') ?? 1)}>{content}</ol>;
    case 'taskList':
      return <ul data-type="taskList">{content}</ul>;
    case 'taskItem':
      return <Task block={block} />;
    case 'codeBlock':
      return (
        <div className="code-block">
          <pre dir="ltr">
            <code>{content}</code>
          </pre>
        </div>
      );
    case 'callout':
      return (
        <div className={`callout is-${wordOf(attributes.get('kind'), 'note')}`}>
          <div className="callout-content">{content}</div>
        </div>
      );
    case 'table':
      return (
        <div className="tableWrapper">
          <table>
            <tbody>{content}</tbody>
          </table>
        </div>
      );
    case 'horizontalRule':
      return <hr />;
    case 'hardBreak':
      return <br />;
    case 'inlineMath':
    case 'blockMath':
      return createElement(type === 'inlineMath' ? 'span' : 'p', null, stringOf(attributes.get('latex')));
    case 'mention':
      return <span className="mention">@{stringOf(attributes.get('label'))}</span>;
    default:
      // What this page does not know is still text.
      return <div>{content}</div>;
  }
}

function lookOf({ type, attributes }: TextBlock): { dir?: string; style?: { textAlign: 'left' | 'center' | 'right' | 'justify' } } {
  const align = attributes.get('textAlign');
  if (type !== 'paragraph' && type !== 'heading') return {};
  if (align === 'left' || align === 'center' || align === 'right' || align === 'justify') return { dir: 'auto', style: { textAlign: align } };
  return { dir: 'auto' };
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function wordOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^[a-z]+$/.test(value) ? value : otherwise;
}

function Task({ block }: { readonly block: TextBlock }): ReactElement {
  const { document: words } = useWords();
  const isDone = block.attributes.get('checked') === true;
  const label = plainText(block.children);
  return (
    <li data-checked={isDone}>
      <label>
        <input type="checkbox" checked={isDone} disabled aria-label={isDone ? words.taskDone(label) : words.taskOpen(label)} />
        <span />
      </label>
      <div>
        <Parts parts={block.children} />
      </div>
    </li>
  );
}

function plainText(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : plainText(part.children))).join('');
}

const markTags: readonly (readonly [name: string, tag: string])[] = [
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strike', 's'],
  ['subscript', 'sub'],
  ['superscript', 'sup'],
  ['highlight', 'mark'],
];

/** A link is no link yet: what is clicked in the text of an editor does not lead away either. */
function Piece({ piece }: { readonly piece: TextPiece }): ReactElement {
  const marked = markTags.reduce<ReactNode>((inner, [name, tag]) => (piece.marks.has(name) ? createElement(tag, null, inner) : inner), piece.text);
  return <>{piece.marks.has('link') ? <u>{marked}</u> : marked}</>;
}
