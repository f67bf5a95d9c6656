/** Keeps catalog and texts in step with the documents: loaded at the start, fed by events, written beside the documents. [D1–D4] */
import type { Namespace } from '@scriptorium/persistence';
import type { DocumentEntry } from '../document-service.ts';
import type { FeatureContext, RoomEvent } from '../feature.ts';
import { Catalog } from './catalog.ts';
import { KeptTexts } from './kept-texts.ts';
import { searchedUnitsMax } from './text-index.ts';
import type { TextRecord } from './text-records.ts';
import { Trash } from './trash.ts';

/** Documents of one reading of the list. */
const listPage = 1_000;
/** Documents that are read again at once. */
const rereadsMax = 2;
/** UTF-16 units: a text that is no longer is taken in at once, in a millisecond or two. */
const shortUnitsMax = 32 * 1024;
/** A search right after the start waits so long for them. */
const rereadWaitMs = 2_000;

type KeeperContext = Pick<FeatureContext, 'documents' | 'logger' | 'onEvent' | 'clock'>;

interface Described {
  readonly text: string;
  readonly isCurrent: boolean;
}

export class IndexKeeper {
  readonly catalog: Catalog = new Catalog();
  readonly trash: Trash = new Trash();
  readonly #context: KeeperContext;
  readonly #kept: KeptTexts;
  /** Of each document that changed since its text was read. */
  readonly #changed = new Set<string>();
  /** The last text of each that is still to be written; null where what is kept is to go. */
  readonly #unwritten = new Map<string, Described | null>();
  #writing: Promise<void> | null = null;
  #loaded: Promise<void> = Promise.resolve();
  #trashLoaded: Promise<void> = Promise.resolve();
  #rereading: Promise<unknown> = Promise.resolve();
  /** What has left the trash while it was being read. */
  readonly #leftTrash = new Set<string>();
  /** Of what is being read for the list: whether it was thrown away since the reading began. */
  readonly #readings = new Set<{ readonly documentId: string; isOver: boolean }>();
  #isTrashLoaded = false;
  #isClosed = false;

  constructor(context: KeeperContext, namespace: Namespace) {
    this.#context = context;
    this.#kept = new KeptTexts(namespace);
  }

  /** Resolves when the documents are known; their texts come after that, and what has to be read again after those. */
  async start(): Promise<void> {
    const stop = this.#context.onEvent((event) => this.#hear(event));
    try {
      for await (const entry of this.#pages((options) => this.#context.documents.list(options))) this.catalog.put(entry);
    } catch (error) {
      stop();
      throw error;
    }
    this.#trashLoaded = this.#loadTrash();
    this.#trashLoaded.catch((error: unknown) => this.#context.logger.error({ err: error }, 'The trash could not be read.'));
    this.#loaded = this.#load();
    this.#loaded.catch((error: unknown) => this.#context.logger.error({ err: error }, 'The texts to search could not be read.'));
  }

  /** Resolves when all that is in the trash is known. */
  trashLoaded(): Promise<void> {
    return this.#trashLoaded;
  }

  /** Resolves when every text can be searched, but for those that take long to be read again. */
  loaded(): Promise<void> {
    return this.#loaded;
  }

  /** The text as it was last read, for the words around what was found; empty where there is none. */
  async textOf(documentId: string): Promise<string> {
    const kept = this.catalog.texts.get(documentId).text ?? this.#unwritten.get(documentId)?.text;
    if (kept !== undefined) return kept;
    try {
      return (await this.#kept.read(documentId))?.text ?? '';
    } catch (error) {
      this.#context.logger.debug({ err: error, documentId }, 'A text was not read; what was found is shown without the words around it.');
      return '';
    }
  }

  /** Has the list show what is read or made, unless that is thrown away meanwhile: then the answer is older than the list. */
  async show<Read extends DocumentEntry | 'exists' | null>(documentId: string, read: () => Promise<Read>): Promise<Read> {
    const reading = { documentId, isOver: false };
    this.#readings.add(reading);
    try {
      const entry = await read();
      if (entry !== null && entry !== 'exists' && !reading.isOver) this.catalog.put(entry);
      return entry;
    } finally {
      this.#readings.delete(reading);
    }
  }

  /** Has the list show what the store has now. */
  async refresh(documentId: string): Promise<void> {
    try {
      await this.show(documentId, () => this.#context.documents.get(documentId));
    } catch (error) {
      // Deleted meanwhile, or a disk that can't be read now: the next event brings it.
      this.#context.logger.debug({ err: error, documentId }, 'A document was not read for the list.');
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([this.#trashLoaded, this.#loaded, this.#rereading]);
    await this.#writing;
  }

  async *#pages<Entry>(
    read: (options: { limit: number; after?: string }) => Promise<{ documents: readonly Entry[]; next: string | null }>,
  ): AsyncGenerator<Entry> {
    let after: string | null = '';
    while (after !== null) {
      const page: { documents: readonly Entry[]; next: string | null } = await read({ limit: listPage, ...(after === '' ? {} : { after }) });
      yield* page.documents;
      after = page.next;
    }
  }

  /** It passes over every document once more, so nobody waits for it who does not ask for the trash. */
  async #loadTrash(): Promise<void> {
    for await (const entry of this.#pages((options) => this.#context.documents.listTrash(options))) {
      // What was brought back or erased meanwhile is not in it any more.
      if (!this.#leftTrash.has(entry.documentId)) this.trash.put(entry);
    }
    this.#isTrashLoaded = true;
    this.#leftTrash.clear();
  }

  async #load(): Promise<void> {
    await this.#trashLoaded;
    const marks = new Map<string, number>();
    for await (const record of this.#kept.all()) {
      if (this.#isClosed) return;
      await this.#take(record, marks);
    }
    const stale = [...this.catalog.ids()].filter((id) => marks.get(id) !== this.catalog.get(id)?.meta.updatedAt);
    this.#rereading = Promise.allSettled(Array.from({ length: rereadsMax }, () => this.#reread(stale)));
    await this.#within(rereadWaitMs, this.#rereading);
  }

  async #within(limitMs: number, work: Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#context.clock.after(limitMs, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }

  async #take({ documentId, mark, text }: TextRecord & { readonly documentId: string }, marks: Map<string, number>): Promise<void> {
    const isLive = this.catalog.get(documentId) !== null;
    if (!isLive && !this.trash.has(documentId)) {
      this.#unwrite(documentId);
      return;
    }
    marks.set(documentId, mark);
    // What was read since the start is newer.
    if (!this.catalog.texts.has(documentId) && !this.#unwritten.has(documentId)) await this.catalog.texts.setInSteps(documentId, text);
  }

  /** What changed after its text was read, as in a crash, or was never read: each opened once. [D3] */
  async #reread(stale: string[]): Promise<void> {
    for (let documentId = stale.pop(); documentId !== undefined && !this.#isClosed; documentId = stale.pop()) {
      await this.#readAgain(documentId);
    }
  }

  async #readAgain(documentId: string): Promise<void> {
    try {
      await this.#context.documents.reread(documentId);
    } catch (error) {
      this.#context.logger.debug({ err: error, documentId }, 'A document could not be read for the search.');
    }
  }

  #hear(event: RoomEvent): void {
    const { documentId } = event;
    switch (event.kind) {
      case 'changed':
        this.#changed.add(documentId);
        // Never rejects.
        void this.refresh(documentId);
        return;
      case 'described':
        if (event.isCurrent) this.#changed.delete(documentId);
        this.#describe(documentId, event);
        return;
      case 'trashed':
        this.#endReadings(documentId);
        this.catalog.remove(documentId);
        this.trash.put(event.document);
        return;
      case 'restored':
        this.#leaveTrash(documentId);
        // Never rejects. It may have been closed before its last words were read.
        void this.#readAgain(documentId);
        return;
      case 'erased':
        this.#endReadings(documentId);
        this.catalog.erase(documentId);
        this.#leaveTrash(documentId);
        this.#unwrite(documentId);
        return;
    }
  }

  #leaveTrash(documentId: string): void {
    this.trash.delete(documentId);
    if (!this.#isTrashLoaded) this.#leftTrash.add(documentId);
  }

  #endReadings(documentId: string): void {
    for (const reading of this.#readings) if (reading.documentId === documentId) reading.isOver = true;
  }

  #describe(documentId: string, { title, text, isCurrent }: { title: string | null; text: string; isCurrent: boolean }): void {
    const known = this.catalog.get(documentId);
    if (known !== null && known.meta.title !== title) this.catalog.put({ documentId, meta: { ...known.meta, title } });
    const searched = text.slice(0, searchedUnitsMax).toWellFormed();
    // A long one is taken in where it is written: by steps, one after the other.
    if (searched.length <= shortUnitsMax) this.catalog.texts.set(documentId, searched);
    this.#writeSoon(documentId, { text: searched, isCurrent });
  }

  #unwrite(documentId: string): void {
    this.#writeSoon(documentId, null);
  }

  #writeSoon(documentId: string, described: Described | null): void {
    this.#unwritten.set(documentId, described);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** One after the other: of a document that is read again meanwhile only the last text is written. */
  async #write(): Promise<void> {
    for (let next = first(this.#unwritten); next !== null; next = first(this.#unwritten)) {
      const [documentId, described] = next;
      try {
        if (described === null) await this.#kept.remove(documentId);
        else await this.#writeOne(documentId, described);
      } catch (error) {
        this.#context.logger.debug({ err: error, documentId }, 'A text to search was not written or removed; the next start does it.');
      } finally {
        if (this.#unwritten.get(documentId) === described) this.#unwritten.delete(documentId);
      }
    }
  }

  async #writeOne(documentId: string, described: Described): Promise<void> {
    const { text, isCurrent } = described;
    const isWanted = (): boolean => this.#unwritten.get(documentId) === described;
    const entry = await this.show(documentId, () => this.#context.documents.get(documentId));
    if (entry === null) return;
    if (text.length > shortUnitsMax) await this.catalog.texts.setInSteps(documentId, text);
    // A change that is on disk by now was told before the store's answer came.
    const mark = isCurrent && !this.#changed.has(documentId) ? entry.meta.updatedAt : 0;
    // It may have been erased while its text was taken in.
    if (isWanted()) await this.#kept.write(documentId, { mark, text }, isWanted);
  }
}

function first<Key, Value>(map: ReadonlyMap<Key, Value>): readonly [Key, Value] | null {
  for (const entry of map) return entry;
  return null;
}
