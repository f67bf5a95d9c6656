/** A document of so many blocks that little of it is laid out, and what is on the screen of it. */
import { type Locator, expect } from '@playwright/test';
import * as Y from 'yjs';
import type { Client } from './client.ts';
import type { Person } from './person.ts';

export const longBlocks = 1_100;

/** Where blocks are laid out together, some end before the block with this number, counted from 0, and others begin with it. */
export const edge = 20;

/** Paragraphs that say their number. */
export function insertParagraphs({ doc }: Client, { at = 0, count, words = '' }: { at?: number; count: number; words?: string }): void {
  doc.getXmlFragment('default').insert(at, Array.from({ length: count }, (_, index) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`paragraph ${at + index}.${words}`)]);
    return paragraph;
  }));
}

export function insertHeading({ doc }: Client, at: number, text: string): void {
  const heading = new Y.XmlElement('heading');
  heading.setAttribute('level', 2 as unknown as string);
  heading.insert(0, [new Y.XmlText(text)]);
  doc.getXmlFragment('default').insert(at, [heading]);
}

export function insertList({ doc }: Client, at: number, texts: readonly string[]): void {
  const list = new Y.XmlElement('bulletList');
  list.insert(0, texts.map((text) => {
    const [item, paragraph] = [new Y.XmlElement('listItem'), new Y.XmlElement('paragraph')];
    paragraph.insert(0, [new Y.XmlText(text)]);
    item.insert(0, [paragraph]);
    return item;
  }));
  doc.getXmlFragment('default').insert(at, [list]);
}

export function blocksOf({ body }: Person): Locator {
  return body.locator(':scope > *');
}

/** Opens a document once it has all of these blocks. */
export async function openLong(person: Person, url: string, blocks: number = longBlocks): Promise<void> {
  await person.openDocument(url);
  await expect(blocksOf(person)).toHaveCount(blocks);
  await expect(person.body).toHaveClass(/is-long/);
}

export async function linesOf(person: Person): Promise<string[]> {
  return await blocksOf(person).evaluateAll((blocks) => blocks.map(({ textContent }) => textContent));
}

/** No block is drawn nowhere, and all are drawn in the order of the text. */
export async function expectAllDrawn(person: Person): Promise<void> {
  const { lost, misplaced } = await blocksOf(person).evaluateAll((blocks) => {
    const tops = blocks.map((block) => block.getBoundingClientRect().top);
    return {
      lost: blocks.filter((block) => block.getClientRects().length === 0).length,
      misplaced: tops.filter((top, index) => top < (tops[index - 1] ?? Number.NEGATIVE_INFINITY)).length,
    };
  });
  expect({ lost, misplaced }).toEqual({ lost: 0, misplaced: 0 });
}

/** The line of the caret, with the caret in it. */
export async function expectCaret({ page }: Person, line: string): Promise<void> {
  const caretLine = async (): Promise<string> =>
    await page.evaluate(() => {
      const { focusNode, focusOffset } = getSelection() ?? {};
      const text = focusNode?.textContent ?? '';
      return `${text.slice(0, focusOffset)}|${text.slice(focusOffset)}`;
    });
  await expect.poll(caretLine).toBe(line);
}
