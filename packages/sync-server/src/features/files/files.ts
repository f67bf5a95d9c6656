/** Files and images of documents: taken in, given out, and removed some time after the last document has let go of them. */
import { erasedAmong } from '../../erased-documents.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { addDownloadRoute } from './download-route.ts';
import { createFileService } from './exchange.ts';
import { FileStore } from './file-store.ts';
import { addUploadRoutes } from './upload-route.ts';

export const files: Feature = { name: 'files', install };

const mebibyte = 1_024 * 1_024;
const uploadsMax = 8;
const roundMs = 60 * 60 * 1_000;
/** An undo, a copy on a device or a page that was away for a while may bring a picture back. */
const graceMs = 7 * 24 * 60 * 60 * 1_000;

async function install(context: FeatureContext): Promise<void> {
  const { config, clock, documents, logger } = context;
  const limits = { fileBytesMax: config.fileSizeMaxMiB * mebibyte, quotaBytes: config.filesQuotaMiB * mebibyte, uploadsMax };
  const store = new FileStore({ namespace: context.namespace(), limits, now: () => clock.now() });
  await store.load();
  const work = new Work(logger);
  context.onEvent((event) => {
    if (event.kind === 'described') work.add(() => store.setReferences(event.documentId, { fileIds: new Set(event.files), hasMore: event.hasMoreFiles }));
    if (event.kind === 'erased') work.add(() => store.forget(event.documentId));
  });
  let isClosed = false;
  const sweep = async (): Promise<void> => {
    const { count, unread } = await store.sweep(clock.now() - graceMs);
    if (count > 0) logger.info({ removed: count }, 'Files that no document refers to were removed.');
    for (const documentId of unread) {
      if (isClosed) return;
      // It tells what it finds as after any reading; the next round goes by that.
      await documents.reread(documentId).catch((error: unknown) => logger.debug({ err: error, documentId }, 'A document could not be read, and keeps its files.'));
    }
  };
  let cancel: () => void = () => {};
  const rounds = (): void => {
    work.add(sweep);
    cancel = clock.after(roundMs, rounds);
  };
  work.add(() => forgetErased(context, store));
  rounds();
  context.onClose(async () => {
    cancel();
    isClosed = true;
    await work.close();
  });
  context.files.current = createFileService({ context, files: store });
  addUploadRoutes({ context, files: store });
  addDownloadRoute({ context, files: store });
}

/** A crash may have come between a document's end and that of its references. */
async function forgetErased({ documents }: FeatureContext, store: FileStore): Promise<void> {
  for (const documentId of await erasedAmong(documents, store.documentIds())) await store.forget(documentId);
}

/** One after the other, in the order of the events. */
class Work {
  readonly #logger: FeatureContext['logger'];
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(logger: FeatureContext['logger']) {
    this.#logger = logger;
  }

  add(task: () => Promise<void>): void {
    this.#last = this.#run(this.#last, task);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }

  /** Never rejects. */
  async #run(before: Promise<void>, task: () => Promise<void>): Promise<void> {
    await before;
    if (this.#isClosed) return;
    try {
      await task();
    } catch (error) {
      this.#logger.warn({ err: error }, 'What documents refer to was not written down.');
    }
  }
}
