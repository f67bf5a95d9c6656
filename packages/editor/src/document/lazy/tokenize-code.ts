/** Reads code into coloured spans. A chunk of its own, with the grammars: loaded with the first code block that has a language. */
import { common, createLowlight } from 'lowlight';

export interface CodeSpan {
  readonly from: number;
  readonly to: number;
  /** Classes, as highlight.js names them. */
  readonly name: string;
}

export type Tokenize = (language: string, code: string) => readonly CodeSpan[];

type Tree = ReturnType<ReturnType<typeof createLowlight>['highlight']>;
type Child = Tree['children'][number];

const lowlight = createLowlight(common);

/** A language that no grammar knows gives no spans. */
export function tokenizeCode(language: string, code: string): readonly CodeSpan[] {
  if (!lowlight.registered(language)) return [];
  const spans: CodeSpan[] = [];
  let at = 0;
  const walk = (children: readonly Child[]): void => {
    for (const child of children) {
      if (child.type === 'text') at += child.value.length;
      if (child.type !== 'element') continue;
      const from = at;
      walk(child.children);
      const { className } = child.properties;
      if (at > from && Array.isArray(className)) spans.push({ from, to: at, name: className.join(' ') });
    }
  };
  walk(lowlight.highlight(language, code).children);
  return spans;
}
