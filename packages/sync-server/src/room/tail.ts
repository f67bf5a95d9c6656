/** The updates since the snapshot, kept as few pieces: small ones are folded as a tree, so that none is copied often. [J6] */
import { foldParts, foldUpdates } from './fold.ts';
import { partsOf, type UpdateParts } from './section.ts';

/** Updates `first` to `last` (sequences, both inclusive) as one. */
export class Piece {
  readonly first: number;
  readonly last: number;
  readonly update: Uint8Array;
  /** How often it was folded. */
  readonly level: number;
  #parts: UpdateParts | null = null;

  constructor({ first, last, update, level }: { first: number; last: number; update: Uint8Array; level: number }) {
    this.first = first;
    this.last = last;
    this.update = update;
    this.level = level;
  }

  /** Where each client's structs lie in it; found when a joiner first asks, since most pieces are folded before. */
  get parts(): UpdateParts {
    this.#parts ??= partsOf(this.update);
    return this.#parts;
  }
}

/** As many pieces of one level become one of the next, */
const PIECES_PER_FOLD = 32;

/** unless it had more bytes than this; what is larger stays alone. */
const FOLD_BYTES_MAX = 64 * 1024;

export class Tail {
  #pieces: Piece[] = [];
  #byteLength = 0;
  #whole: Uint8Array | null = null;
  /** Pieces up to this sequence and later ones are not folded together, so that a compaction can drop the first alone. */
  #barrier = 0;

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** All of it as one update, the same bytes until the next comes; null while there is nothing. */
  whole(): Uint8Array | null {
    if (this.#pieces.length === 0) return null;
    this.#whole ??= foldParts(this.#pieces.map(({ parts }) => parts), new Map());
    return this.#whole;
  }

  /** `update` must be the caller's own copy: it is kept. */
  append(sequence: number, update: Uint8Array): void {
    this.#whole = null;
    this.#pieces.push(new Piece({ first: sequence, last: sequence, update, level: 0 }));
    this.#byteLength += update.byteLength;
    let level = 0;
    while (this.#runOf(level) >= PIECES_PER_FOLD && this.#fold(this.#runOf(level))) level++;
  }

  /** Pieces that hold an update after `sequence`; they may hold earlier ones too. */
  since(sequence: number): readonly Piece[] {
    return this.#pieces.filter(({ last }) => last > sequence);
  }

  /** Keeps what is there apart from what comes. */
  seal(): void {
    this.#barrier = this.#pieces.at(-1)?.last ?? this.#barrier;
  }

  /** Drops the updates up to `sequence`, which must have been sealed at. */
  dropThrough(sequence: number): void {
    this.#whole = null;
    this.#pieces = this.#pieces.filter(({ last }) => last > sequence);
    this.#byteLength = this.#pieces.reduce((sum, { update }) => sum + update.byteLength, 0);
  }

  /** How many pieces at the end are of this level and may be folded together. */
  #runOf(level: number): number {
    let run = 0;
    for (let piece = this.#pieces.at(-1); piece?.level === level && piece.first > this.#barrier; ) {
      run++;
      piece = this.#pieces.at(-1 - run);
    }
    return run;
  }

  /** Replaces the last `run` pieces by as few of the next level as fit. False if that are as many. */
  #fold(run: number): boolean {
    const groups = groupsOf(this.#pieces.splice(-run));
    for (const group of groups) {
      const folded = foldPieces(group);
      this.#byteLength += folded.update.byteLength - group.reduce((sum, { update }) => sum + update.byteLength, 0);
      this.#pieces.push(folded);
    }
    return groups.length < run;
  }
}

function groupsOf(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const group = groups.at(-1);
    bytes += piece.update.byteLength;
    if (group !== undefined && bytes <= FOLD_BYTES_MAX) {
      group.push(piece);
    } else {
      groups.push([piece]);
      bytes = piece.update.byteLength;
    }
  }
  return groups;
}

function foldPieces(group: readonly Piece[]): Piece {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) throw new Error('There is nothing to fold.');
  const update = foldUpdates(group.map((piece) => piece.update));
  return new Piece({ first: first.first, last: last.last, update, level: first.level + 1 });
}
