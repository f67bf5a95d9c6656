/** While the page is printed: marks the links whose text is their address already, which is then not printed behind it once more. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';

const key = new PluginKey<DecorationSet | null>('bareAddresses');

export const BareAddresses: Extension = Extension.create({
  name: 'bareAddresses',
  addProseMirrorPlugins: () => [bareAddresses()],
});

function bareAddresses(): Plugin<DecorationSet | null> {
  return new Plugin<DecorationSet | null>({
    key,
    state: {
      init: () => null,
      apply: (transaction, before) => {
        const isPrinting: unknown = transaction.getMeta(key) ?? before !== null;
        if (isPrinting !== true) return null;
        return before === null || transaction.docChanged ? bareIn(transaction.doc) : before;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const over = new AbortController();
      const { signal } = over;
      window.addEventListener('beforeprint', () => tell(view, true), { signal });
      window.addEventListener('afterprint', () => tell(view, false), { signal });
      return { destroy: () => over.abort() };
    },
  });
}

function tell(view: EditorView, isPrinting: boolean): void {
  view.dispatch(view.state.tr.setMeta(key, isPrinting).setMeta('addToHistory', false));
}

function bareIn(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, pos) => {
    const href: unknown = node.marks.find(({ type }) => type.name === 'link')?.attrs['href'];
    if (typeof href === 'string' && node.isText && bare(href) === bare(node.text ?? '')) found.push(Decoration.inline(pos, pos + node.nodeSize, { class: 'is-bare-address' }));
  });
  return DecorationSet.create(doc, found);
}

/** What people leave out of an address, and browsers add. */
function bare(address: string): string {
  return address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
}
