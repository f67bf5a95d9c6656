/** Pictures that are in pasted HTML themselves, as `data:`: each leaves a mark where it stood, and comes out as a file. */
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

export interface PastedPicture {
  readonly file: File;
  readonly alt: string;
}

export interface PlacedPicture extends PastedPicture {
  readonly pos: number;
}

/** Of one paste; the others are left out. */
export const picturesMax = 100;

const types = /^data:(image\/(?:png|jpeg|gif|webp|avif));base64,([\w+/=\s]+)$/i;
/** Characters of private use: whoever has them in their text has their own meaning for them, and no number between them. */
const mark = /\ue0f1(\d+)\ue0f2/;

export class PictureTray {
  readonly #pictures: PastedPicture[] = [];

  get isEmpty(): boolean {
    return this.#pictures.length === 0;
  }

  /** Gives the text that stands for it, or null where it is none that can be kept. */
  put(src: string, alt: string): string | null {
    const file = this.#pictures.length < picturesMax ? fileOf(src, `image-${this.#pictures.length + 1}`) : null;
    if (file === null) return null;
    this.#pictures.push({ file, alt });
    return `\ue0f1${this.#pictures.length - 1}\ue0f2`;
  }

  /** Takes the marks out of what a transaction has put in, and gives the pictures with their places in it. */
  take(tr: Transaction): readonly PlacedPicture[] {
    const placed: PlacedPicture[] = [];
    for (let found = findMark(tr.doc); found !== null; found = findMark(tr.doc)) {
      tr.delete(found.from, found.to);
      const picture = this.#pictures[found.number];
      if (picture !== undefined) placed.push({ ...picture, pos: found.from });
    }
    this.#pictures.length = 0;
    return placed;
  }
}

function findMark(doc: Node): { readonly from: number; readonly to: number; readonly number: number } | null {
  let result: { from: number; to: number; number: number } | null = null;
  doc.descendants((node, pos) => {
    const found = result === null && node.isText ? mark.exec(node.text ?? '') : null;
    if (found !== null) result = { from: pos + found.index, to: pos + found.index + found[0].length, number: Number(found[1]) };
    return result === null;
  });
  return result;
}

function fileOf(src: string, name: string): File | null {
  const [, type = '', body = ''] = types.exec(src) ?? [];
  if (type === '') return null;
  try {
    const bytes = Uint8Array.from(atob(body.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
    return new File([bytes], `${name}.${type.slice('image/'.length).replace('jpeg', 'jpg')}`, { type });
  } catch {
    // No base64 after all.
    return null;
  }
}
