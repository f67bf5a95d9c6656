/** Words and characters of a document and of a selection. A block is counted again only when it has changed. */
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';

export interface Counts {
  readonly words: number;
  /** As a person counts them: a letter with its accents is one, and so is an emoji. */
  readonly characters: number;
  readonly charactersWithoutSpaces: number;
}

export const noCounts: Counts = { words: 0, characters: 0, charactersWithoutSpaces: 0 };

/** What stands for a line break, and for what is in the text without being text. */
const leaf = (node: Node): string => (node.type.name === 'hardBreak' ? '\n' : node.type.spec.leafText?.(node) ?? ' ');

interface Segmenters {
  readonly words: Intl.Segmenter;
  readonly letters: Intl.Segmenter;
}

export class Counter {
  readonly #locale: string;
  readonly #known = new WeakMap<Node, Counts>();
  #segmenters: Segmenters | null = null;

  /** `locale` decides where words end in languages that write them without spaces. */
  constructor(locale: string) {
    this.#locale = locale;
  }

  countDocument(doc: Node): Counts {
    let sum = noCounts;
    doc.descendants((node) => {
      if (node.isTextblock) sum = add(sum, this.#countBlock(node));
      return !node.isTextblock;
    });
    return sum;
  }

  /** Null where nothing is selected. */
  countSelection({ doc, selection }: EditorState): Counts | null {
    if (selection.empty) return null;
    let sum = noCounts;
    for (const { $from, $to } of selection.ranges) {
      doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
        if (!node.isTextblock) return true;
        const from = Math.max(0, $from.pos - pos - 1);
        const to = Math.min(node.content.size, $to.pos - pos - 1);
        const isWhole = from === 0 && to === node.content.size;
        if (to > from) sum = add(sum, isWhole ? this.#countBlock(node) : this.countText(node.textBetween(from, to, undefined, leaf)));
        return false;
      });
    }
    return sum;
  }

  countText(text: string): Counts {
    if (/^[\x20-\x7e]*$/.test(text)) return countPlain(text);
    // Made for the first text that needs them: they read the tables of the language, which takes as long as all else that is made with the editor.
    const by = (this.#segmenters ??= segmentersOf(this.#locale));
    let words = 0;
    for (const { isWordLike } of by.words.segment(text)) if (isWordLike === true) words += 1;
    let characters = 0;
    let spaces = 0;
    for (const { segment } of by.letters.segment(text)) {
      characters += 1;
      if (/^\s+$/.test(segment)) spaces += 1;
    }
    return { words, characters, charactersWithoutSpaces: characters - spaces };
  }

  #countBlock(node: Node): Counts {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const counts = this.countText(node.textBetween(0, node.content.size, undefined, leaf));
    this.#known.set(node, counts);
    return counts;
  }
}

function segmentersOf(locale: string): Segmenters {
  return { words: new Intl.Segmenter(locale, { granularity: 'word' }), letters: new Intl.Segmenter(locale, { granularity: 'grapheme' }) };
}

/** Most English text: the same answer as from the segmenter, much sooner. */
function countPlain(text: string): Counts {
  const words = text.match(/\w+(?:(?:(?<=[A-Za-z])['.](?=[A-Za-z])|(?<=\d)[',.;](?=\d))\w+)*/g)?.length ?? 0;
  return { words, characters: text.length, charactersWithoutSpaces: text.length - (text.match(/ /g)?.length ?? 0) };
}

function add(a: Counts, b: Counts): Counts {
  return {
    words: a.words + b.words,
    characters: a.characters + b.characters,
    charactersWithoutSpaces: a.charactersWithoutSpaces + b.charactersWithoutSpaces,
  };
}
