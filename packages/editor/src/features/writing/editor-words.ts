/** The words that stand inside the text, for the editor, and how the text presents itself. */
import type { EditorWords } from '../../document/extensions.ts';
import type { Strings } from '../../ui/strings.ts';

/** `serverUrl`: what the paths of the server are put behind. */
export function editorWords(words: Strings, serverUrl: string, onEditFormula: (pos: number) => void): EditorWords {
  const { document: page, text, people } = words;
  return {
    placeholder: page.bodyPlaceholder,
    namelessLabel: people.nameless,
    taskLabel: (task, isDone) => (isDone ? page.taskDone(task) : page.taskOpen(task)),
    callout: { kindLabel: (kind) => text.calloutKind(text.callouts[kind]) },
    details: { toggleLabel: (isOpen) => (isOpen ? text.fold : text.unfold), summaryPlaceholder: text.summaryPlaceholder },
    code: text,
    math: { emptyLabel: text.emptyFormula, faultLabel: text.formulaFault, onEdit: onEditFormula },
    image: { elsewhereLabel: words.files.elsewhere, serverUrl },
  };
}

export function textAttributes({ document: words }: Strings): Record<string, string> {
  return { class: 'text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': words.bodyLabel, spellcheck: 'true' };
}
