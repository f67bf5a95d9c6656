/** Code blocks: their language is chosen from a list, and they can be copied whole. */
import type { NodeViewRenderer } from '@tiptap/core';
import { CodeBlock } from '@tiptap/extension-code-block';
import { copyText } from '../../copy-text.ts';
import { svgIcon } from './svg-icon.ts';

export interface CodeBlockWords {
  readonly codeLanguage: string;
  readonly plainCode: string;
  readonly copyCode: string;
  readonly codeCopied: string;
}

/** The languages of the list, by the names that a highlighter knows; names are the same in every tongue. */
export const codeLanguages: readonly (readonly [name: string, label: string])[] = [
  ['bash', 'Bash'], ['c', 'C'], ['cpp', 'C++'], ['csharp', 'C#'], ['css', 'CSS'], ['diff', 'Diff'], ['go', 'Go'], ['graphql', 'GraphQL'],
  ['java', 'Java'], ['javascript', 'JavaScript'], ['json', 'JSON'], ['kotlin', 'Kotlin'], ['lua', 'Lua'], ['makefile', 'Makefile'],
  ['markdown', 'Markdown'], ['perl', 'Perl'], ['php', 'PHP'], ['python', 'Python'], ['r', 'R'], ['ruby', 'Ruby'], ['rust', 'Rust'],
  ['scss', 'SCSS'], ['sql', 'SQL'], ['swift', 'Swift'], ['typescript', 'TypeScript'], ['xml', 'HTML, XML'], ['yaml', 'YAML'],
];

const copyOutline = 'M8 10a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2zM4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2';
const doneOutline = 'M20 6 9 17l-5-5';
const copiedForMs = 1_600;

/** Aliases that people type behind the backticks. */
const aliases = new Map(Object.entries({
  js: 'javascript', jsx: 'javascript', ts: 'typescript', tsx: 'typescript', py: 'python', rb: 'ruby', rs: 'rust', sh: 'bash', shell: 'bash',
  html: 'xml', svg: 'xml', yml: 'yaml', md: 'markdown', cs: 'csharp', kt: 'kotlin', golang: 'go',
}));

export function languageOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const name = value.toLowerCase();
  return aliases.get(name) ?? name;
}

export function codeBlockExtension(words: CodeBlockWords): typeof CodeBlock {
  return CodeBlock.extend({
    addNodeView: () => codeBlockView(words),
    renderHTML({ node, HTMLAttributes }) {
      const language = languageOf(node.attrs['language']);
      return ['pre', { ...HTMLAttributes, dir: 'ltr' }, ['code', language === null ? {} : { class: `language-${language}` }, 0]];
    },
  }).configure({ enableTabIndentation: true, tabSize: 2 });
}

function codeBlockView(words: CodeBlockWords): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    let current = node;
    const dom = document.createElement('div');
    const tools = document.createElement('div');
    const pre = document.createElement('pre');
    const contentDOM = document.createElement('code');
    const select = languageSelect(words);
    dom.className = 'code-block';
    tools.className = 'code-tools';
    tools.contentEditable = 'false';
    pre.dir = 'ltr';
    pre.spellcheck = false;
    pre.translate = false;
    tools.append(select, copyButton(words, contentDOM, () => current.textContent));
    pre.append(contentDOM);
    dom.append(tools, pre);
    const show = (): void => showLanguage(select, languageOf(current.attrs['language']));
    select.addEventListener('change', () => {
      const pos = getPos();
      if (pos === undefined || !editor.isEditable) {
        show();
        return;
      }
      editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, 'language', select.value === '' ? null : select.value));
      editor.view.focus();
    });
    show();
    return {
      dom,
      contentDOM,
      update: (updated) => {
        if (updated.type !== current.type) return false;
        current = updated;
        show();
        return true;
      },
      stopEvent: (event) => event.target instanceof Node && tools.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
    };
  };
}

function languageSelect({ codeLanguage, plainCode }: CodeBlockWords): HTMLSelectElement {
  const select = document.createElement('select');
  select.className = 'code-language';
  select.setAttribute('aria-label', codeLanguage);
  select.append(new Option(plainCode, ''), ...codeLanguages.map(([name, label]) => new Option(label, name)));
  return select;
}

/** A language that is not in the list, from another page, is shown by its own name. */
function showLanguage(select: HTMLSelectElement, language: string | null): void {
  const value = language ?? '';
  if (![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
  select.value = value;
}

function copyButton({ copyCode, codeCopied }: CodeBlockWords, code: HTMLElement, text: () => string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy';
  const show = (isDone: boolean): void => {
    button.setAttribute('aria-label', isDone ? codeCopied : copyCode);
    button.replaceChildren(svgIcon(isDone ? doneOutline : copyOutline));
  };
  const copy = async (): Promise<void> => {
    await copyText(text());
    show(true);
    setTimeout(() => show(false), copiedForMs);
  };
  show(false);
  // Where the browser does not allow it: then what would be copied is selected, and a key copies it.
  button.addEventListener('click', () => void copy().catch(() => getSelection()?.selectAllChildren(code)));
  return button;
}
