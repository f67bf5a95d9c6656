/** A callout: blocks set apart as a note, a tip, something important or a warning. */
import { type NodeViewRenderer, Node, mergeAttributes, wrappingInputRule } from '@tiptap/core';
import { backOutOfContainer, leaveContainer } from './containers.ts';
import { svgIcon } from './svg-icon.ts';

export const calloutKinds = ['note', 'tip', 'important', 'warning'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

export interface CalloutOptions {
  /** The accessible name of the button that changes the kind. */
  readonly kindLabel: (kind: CalloutKind) => string;
}

const outlines: Readonly<Record<CalloutKind, string>> = {
  note: 'M12 16v-4M12 8h.01M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z',
  tip: 'M9 18h6M10 22h4M15 14c.2-1 .7-1.7 1.5-2.5A5.5 5.5 0 0 0 18 8 6 6 0 0 0 6 8c0 1.3.5 2.5 1.5 3.5.8.8 1.3 1.5 1.5 2.5',
  important: 'M12 7v5M12 15h.01M21 15a2 2 0 0 1-2 2H8l-5 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z',
  warning: 'M12 9v4M12 17h.01M10.3 3.9 1.8 18a2 2 0 0 0 1.7 3h17a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0z',
};

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    callout: {
      /** Wraps the selected blocks, or changes the kind of the callout around them. */
      setCallout: (kind: CalloutKind) => ReturnType;
      unsetCallout: () => ReturnType;
    };
  }
}

export const Callout: Node<CalloutOptions> = Node.create<CalloutOptions>({
  name: 'callout',
  group: 'block',
  content: 'block*',
  defining: true,

  addOptions: () => ({ kindLabel: (kind) => kind }),

  addAttributes: () => ({
    kind: {
      default: 'note',
      parseHTML: (element: HTMLElement) => readKind(element.dataset['kind']),
      renderHTML: ({ kind }: { kind?: unknown }) => ({ 'data-kind': readKind(kind) }),
    },
  }),

  parseHTML: () => [{ tag: 'div[data-type="callout"]' }, { tag: 'aside[data-type="callout"]' }],

  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-type': 'callout', class: 'callout' }), 0],

  addNodeView() {
    return calloutView(this.options);
  },

  addCommands() {
    return {
      setCallout:
        (kind) =>
        ({ editor, commands }) =>
          editor.isActive(this.name) ? commands.updateAttributes(this.name, { kind }) : commands.wrapIn(this.name, { kind }),
      unsetCallout: () => ({ commands }) => commands.lift(this.name),
    };
  },

  addKeyboardShortcuts() {
    return {
      Backspace: ({ editor }) => backOutOfContainer(editor, this.name),
      Enter: ({ editor }) => leaveContainer(editor, this.name),
    };
  },

  addInputRules() {
    return [
      wrappingInputRule({
        // As GitHub has it.
        find: /^\[!(note|tip|important|warning)\]\s$/i,
        type: this.type,
        getAttributes: (match) => ({ kind: readKind(match[1]?.toLowerCase()) }),
        // The one above is another matter.
        joinPredicate: () => false,
      }),
    ];
  },
});

export function readKind(value: unknown): CalloutKind {
  return calloutKinds.find((kind) => kind === value) ?? 'note';
}

function calloutView({ kindLabel }: CalloutOptions): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    const dom = document.createElement('div');
    const button = document.createElement('button');
    const contentDOM = document.createElement('div');
    button.type = 'button';
    button.contentEditable = 'false';
    button.className = 'callout-kind';
    contentDOM.className = 'callout-content';
    dom.append(button, contentDOM);
    let { type, attrs } = node;
    const paint = (): void => {
      const kind = readKind(attrs['kind']);
      dom.className = `callout is-${kind}`;
      button.setAttribute('aria-label', kindLabel(kind));
      button.replaceChildren(svgIcon(outlines[kind]));
    };
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      const pos = getPos();
      if (pos === undefined || !editor.isEditable) return;
      const next = calloutKinds[(calloutKinds.indexOf(readKind(attrs['kind'])) + 1) % calloutKinds.length];
      editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, 'kind', next));
    });
    paint();
    return {
      dom,
      contentDOM,
      update: (updated) => {
        if (updated.type !== type) return false;
        ({ type, attrs } = updated);
        paint();
        return true;
      },
      stopEvent: (event) => event.target instanceof globalThis.Node && button.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
    };
  };
}
