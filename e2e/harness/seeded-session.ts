/** A typing session of two people, made from a seed: as concurrent as a recorded one, in the same format. */
import * as Y from 'yjs';
import { type EditingTrace, type Patch, type Transaction, typeTransaction } from './editing-trace.ts';
import { type Random, createRandom, integerBelow } from './random.ts';

/** How likely an author sees more of the other before the next keystroke. */
const seeingShare = 0.15;
const deletingShare = 0.2;
const words = ['a', 'e', 'n', 'r', 's', 't', ' ', ' ', 'the ', 'and ', 'ö', '\n', '🙂', '文'];

interface Author {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  readonly updates: Uint8Array[];
  /** Indexes of its transactions. */
  readonly typed: number[];
  /** How many updates of the other it has seen. */
  seen: number;
  cursor: number;
}

export function makeSession({ seed, transactions }: { seed: number; transactions: number }): EditingTrace {
  const random = createRandom(seed);
  // Concurrent inserts at one place are ordered by client id: author 0 has the smaller, as in every replay.
  const authors = [createAuthor(1), createAuthor(2)] as const;
  const txns: Transaction[] = [];
  for (let index = 0; index < transactions; index += 1) {
    const agent = integerBelow(random, 2) === 0 ? 0 : 1;
    const [author, other] = agent === 0 ? authors : [authors[1], authors[0]];
    if (random() < seeingShare) see(author, other, integerBelow(random, other.updates.length - author.seen + 1));
    const transaction: Transaction = { agent, parents: parentsOf(author, other), patches: [draw(author, random)] };
    typeTransaction(author.text, transaction, { holdsPairs: true });
    author.typed.push(index);
    txns.push(transaction);
  }
  const [first, second] = authors;
  see(first, second, second.updates.length - first.seen);
  const endContent = first.text.toString();
  for (const { doc } of authors) doc.destroy();
  return { numAgents: 2, endContent, txns };
}

function createAuthor(clientId: number): Author {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const author: Author = { doc, text: doc.getText('typed'), updates: [], typed: [], seen: 0, cursor: 0 };
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'other') author.updates.push(update);
  });
  return author;
}

function see(author: Author, other: Author, count: number): void {
  for (const update of other.updates.slice(author.seen, author.seen + count)) Y.applyUpdate(author.doc, update, 'other');
  author.seen += count;
}

function parentsOf(author: Author, other: Author): number[] {
  const own = author.typed.at(-1);
  const others = other.typed[author.seen - 1];
  return [own, others].filter((index) => index !== undefined);
}

/** A keystroke where the author's cursor is, which now and then jumps. */
function draw(author: Author, random: Random): Patch {
  const points = Array.from(author.text.toString());
  if (random() < 0.05) author.cursor = integerBelow(random, points.length + 1);
  const position = Math.min(author.cursor, points.length);
  if (random() < deletingShare && position > 0) {
    const count = Math.min(position, 1 + integerBelow(random, 3));
    author.cursor = position - count;
    return [author.cursor, count, ''];
  }
  const inserted = words[integerBelow(random, words.length)] ?? 'x';
  author.cursor = position + Array.from(inserted).length;
  return [position, 0, inserted];
}
