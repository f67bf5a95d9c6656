/** Addresses become links where they are typed, and nowhere else: a page that shows what others wrote, or that opens a document, writes nothing. */
import { Extension } from '@tiptap/core';
import { isRemote } from './remote-change.ts';

export const OwnLinks: Extension = Extension.create({
  name: 'ownLinks',
  dispatchTransaction({ transaction, next }) {
    // What TipTap's links look for. Without it they read the whole document when it is opened.
    if (isRemote(transaction)) transaction.setMeta('preventAutolink', true);
    next(transaction);
  },
});
