/** The documents as features see them, over rooms in memory. */
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { WorkerError } from './room/document-worker/worker-contract.ts';
import { createInlineWorker } from './room/testing/inline-worker.ts';
import { createMemoryDocuments } from './testing/memory-documents.ts';
import type { MemoryDocuments, MemoryDocumentsOptions } from './testing/memory-documents.ts';

let scene: MemoryDocuments | null = null;

function open(options: MemoryDocumentsOptions = {}): MemoryDocuments {
  scene = createMemoryDocuments(options);
  return scene;
}

afterEach(async () => {
  await scene?.close();
});

async function titleIn({ documents }: MemoryDocuments, documentId: string): Promise<string> {
  const content = await documents.content(documentId);
  const doc = new Y.Doc();
  if (content !== null) Y.applyUpdate(doc, content.update);
  return doc.getText('title').toString();
}

describe('titles', () => {
  it('of two that are given at once, the second stays', async () => {
    const memory = open();
    await memory.documents.create('notes', 'Old');
    const renamed = await Promise.all([memory.documents.rename('notes', 'A'), memory.documents.rename('notes', 'B')]);
    expect(renamed.map((entry) => entry?.meta.title)).toEqual(['A', 'B']);
    expect(await titleIn(memory, 'notes')).toBe('B');
  });

  it('one that fails does not keep the next from being given', async () => {
    const inline = createInlineWorker();
    let calls = 0;
    const memory = open({
      worker: {
        ...inline,
        setTitle: (updates, title) => (++calls === 1 ? Promise.reject(new WorkerError('busy', 'It has much to do.')) : inline.setTitle(updates, title)),
      },
    });
    await memory.documents.create('notes', null);
    const [failed, given] = await Promise.allSettled([memory.documents.rename('notes', 'A'), memory.documents.rename('notes', 'B')]);
    expect([failed.status, given.status]).toEqual(['rejected', 'fulfilled']);
    expect(await titleIn(memory, 'notes')).toBe('B');
  });

  it('are waited for by as many as the limit says, and one more is sent away', async () => {
    const { documents } = open();
    await documents.create('notes', null);
    const renames = await Promise.allSettled(Array.from({ length: 101 }, (_, index) => documents.rename('notes', `Title ${index}`)));
    expect(renames.slice(0, 100).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(renames[100]).toMatchObject({ status: 'rejected', reason: { code: 'busy' } });
  });
});

describe('making', () => {
  it('[P4] of two that make one document at once, one does', async () => {
    const memory = open();
    const made = await Promise.all([memory.documents.create('notes', 'A'), memory.documents.create('notes', 'B')]);
    expect(made).toEqual([expect.objectContaining({ documentId: 'notes' }), 'exists']);
    expect(await titleIn(memory, 'notes')).toBe('A');
  });

  it('leaves nothing where the title could not be written', async () => {
    const memory = open({ worker: { ...createInlineWorker(), copy: () => Promise.reject(new WorkerError('busy', 'It has much to do.')) } });
    await expect(memory.documents.create('notes', 'A')).rejects.toMatchObject({ code: 'busy' });
    expect(await memory.documents.get('notes')).toBeNull();
  });
});
