/** Colours code. The highlighter comes with the first code block that has a language; a block is read again only when it changes. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { loadAtLast } from '../late-code.ts';
import type { CodeSpan, Tokenize } from './lazy/tokenize-code.ts';
import { languageOf } from './nodes/code-block.ts';

/** Longer blocks stay plain, in UTF-16 units: colouring them would be felt in every keystroke. */
export const codeLengthMax = 30_000;

const key = new PluginKey<DecorationSet>('codeHighlighting');

export const CodeHighlighting: Extension = Extension.create({
  name: 'codeHighlighting',
  addProseMirrorPlugins: () => [highlightPlugin()],
});

function highlightPlugin(): Plugin {
  const highlighter = new Highlighter();
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, { doc }) => highlighter.decorate(doc),
      apply: (transaction, before) => {
        const isNews = transaction.docChanged || transaction.getMeta(key) === 'loaded';
        return isNews ? highlighter.decorate(transaction.doc) : before;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      highlighter.attach(view);
      return { update: () => highlighter.attach(view), destroy: () => highlighter.detach() };
    },
  });
}

class Highlighter {
  readonly #spans = new WeakMap<Node, readonly CodeSpan[]>();
  #tokenize: Tokenize | null = null;
  #isWanted = false;
  #loading: AbortController | null = null;
  #view: EditorView | null = null;

  attach(view: EditorView): void {
    this.#view = view;
    // Never rejects.
    if (this.#isWanted && this.#tokenize === null && this.#loading === null) void this.#load();
  }

  detach(): void {
    this.#view = null;
    this.#loading?.abort();
    this.#loading = null;
  }

  decorate(doc: Node): DecorationSet {
    const decorations: Decoration[] = [];
    doc.descendants((node, pos) => {
      if (node.type.name === 'codeBlock') {
        for (const { from, to, name } of this.#read(node)) decorations.push(Decoration.inline(pos + 1 + from, pos + 1 + to, { class: name }));
      }
      return !node.isTextblock;
    });
    return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
  }

  #read(node: Node): readonly CodeSpan[] {
    const language = languageOf(node.attrs['language']);
    if (language === null || node.content.size > codeLengthMax) return [];
    this.#isWanted = true;
    if (this.#tokenize === null) return [];
    const known = this.#spans.get(node);
    if (known !== undefined) return known;
    const spans = this.#tokenize(language, node.textContent);
    this.#spans.set(node, spans);
    return spans;
  }

  async #load(): Promise<void> {
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const part = await loadAtLast(async () => await import('./lazy/tokenize-code.ts'), { signal });
    if (part === null) return;
    this.#tokenize = part.tokenizeCode;
    this.#view?.dispatch(this.#view.state.tr.setMeta(key, 'loaded').setMeta('addToHistory', false));
  }
}
