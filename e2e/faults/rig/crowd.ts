/** Several people who type in several documents, and what must be found on the disk because of them. */
import { connectClient } from '../../harness/client.ts';
import { type Random, createRandom, integerBelow } from '../../harness/random.ts';
import { Writer, splitTokens } from './writer.ts';

export interface CrowdOptions {
  readonly rooms: readonly string[];
  readonly writerCount: number;
  readonly random: Random;
  /** Of each writer. */
  readonly editsPerSecond?: number;
  /** Follows each token: `~`, which no token holds. */
  readonly paddingLength?: number;
}

/** What a fresh client did not find, or found too often. */
export interface Findings {
  readonly documents: number;
  /** Acked to their author, and not there. */
  readonly lost: readonly string[];
  /** Seen by somebody else than their author, and not there. */
  readonly lostFromSight: readonly string[];
  readonly doubled: readonly string[];
  /** Text that nobody typed. */
  readonly wrong: readonly string[];
}

const names = 'abcdefghijklmnopqrstuvwxyz';
const tickMs = 10;

export class Crowd {
  readonly writers: readonly Writer[];
  readonly #editsPerSecond: number;
  readonly #padding: string;
  #typing: NodeJS.Timeout | null = null;

  constructor({ rooms, writerCount, random, editsPerSecond = 50, paddingLength = 0 }: CrowdOptions) {
    this.#editsPerSecond = editsPerSecond;
    this.#padding = '~'.repeat(paddingLength);
    this.writers = Array.from({ length: writerCount }, (_, index) => {
      const room = rooms[index % rooms.length] ?? 'document';
      return new Writer({ name: names[index] ?? 'z', room, random: createRandom(1 + integerBelow(random, 1e9)) });
    });
  }

  get ackedCount(): number {
    return this.writers.reduce((sum, { ackedCount }) => sum + ackedCount, 0);
  }

  get acksWhileFailing(): number {
    return this.writers.reduce((sum, { acksWhileFailing }) => sum + acksWhileFailing, 0);
  }

  connect(wsUrl: string): void {
    for (const writer of this.writers) writer.connect(wsUrl);
  }

  disconnect(): void {
    for (const writer of this.writers) writer.disconnect();
  }

  /** Each writer types at its pace, connected or not, until `rest`. What a busy machine delays is made up for. */
  startTyping(): void {
    const begun = performance.now();
    let typed = 0;
    this.#typing ??= setInterval(() => {
      const due = Math.floor(((performance.now() - begun) / 1000) * this.#editsPerSecond);
      for (; typed < due; typed += 1) {
        for (const writer of this.writers) writer.type(this.#padding);
      }
    }, tickMs);
  }

  rest(): void {
    if (this.#typing !== null) clearInterval(this.#typing);
    this.#typing = null;
  }

  /** Whether everything that was typed until now is acked within the limit. */
  async untilAllAcked(limitMs: number): Promise<boolean> {
    const goals = this.writers.map((writer) => ({ writer, goal: writer.tokens.length }));
    const reached = await Promise.all(
      goals.map(async ({ writer, goal }) => await writer.until(() => writer.ackedCount >= goal, limitMs)),
    );
    return reached.every(Boolean);
  }

  /** Asks a fresh client of each document. The writers must be offline: they would bring back what is lost. */
  async check(wsUrl: string): Promise<Findings>;
  /** Gives null where it was over before. */
  async check(wsUrl: string, options: { readonly over: Promise<unknown> }): Promise<Findings | null>;
  async check(wsUrl: string, { over }: { readonly over?: Promise<unknown> } = {}): Promise<Findings | null> {
    const rooms = [...new Set(this.writers.map(({ room }) => room))];
    const findings = await Promise.all(
      rooms.map(async (room) => {
        const text = await readText(wsUrl, room, over);
        return text === null ? null : this.#compare(room, text);
      }),
    );
    const found = findings.filter((finding) => finding !== null);
    return found.length < rooms.length ? null : sumOf(found);
  }

  close(): void {
    this.rest();
    for (const writer of this.writers) writer.close();
  }

  #compare(room: string, text: string): Findings {
    const writers = this.writers.filter((writer) => writer.room === room);
    const counts = new Map<string, number>();
    for (const token of splitTokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
    const typed = new Set(writers.flatMap(({ tokens }) => tokens));
    const isMissing = (token: string): boolean => !counts.has(token);
    const seen = new Set(writers.flatMap(({ name, seen: inTab }) => inTab.filter((token) => token[1] !== name)));
    return {
      documents: 1,
      lost: writers.flatMap(({ acked }) => acked.filter(isMissing)),
      lostFromSight: [...seen].filter(isMissing),
      doubled: [...counts].filter(([, count]) => count > 1).map(([token]) => token),
      wrong: [...counts.keys()].filter((token) => !typed.has(token)),
    };
  }
}

export function sumOf(findings: readonly Findings[]): Findings {
  return {
    documents: findings.reduce((sum, { documents }) => sum + documents, 0),
    lost: findings.flatMap(({ lost }) => lost),
    lostFromSight: findings.flatMap(({ lostFromSight }) => lostFromSight),
    doubled: findings.flatMap(({ doubled }) => doubled),
    wrong: findings.flatMap(({ wrong }) => wrong),
  };
}

/** The text of a document as a tab that has just been opened sees it; null where it was over before. */
export async function readText(wsUrl: string, room: string, over?: Promise<unknown>): Promise<string | null> {
  const client = connectClient({ wsUrl, room });
  try {
    const synced = client.synced().then(() => false);
    const isOver = await (over === undefined ? synced : Promise.race([synced, over.then(() => true)]));
    return isOver ? null : client.doc.getText('body').toString();
  } finally {
    client.close();
  }
}
