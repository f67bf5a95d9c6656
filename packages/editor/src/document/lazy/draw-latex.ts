/** Draws LaTeX with KaTeX. A chunk of its own, with KaTeX's fonts and styles: loaded with the first formula. */
import 'katex/dist/katex.min.css';
import katex from 'katex';

export function drawLatex(into: HTMLElement, { latex, isBlock }: { readonly latex: string; readonly isBlock: boolean }): string | null {
  try {
    katex.render(latex, into, { displayMode: isBlock, throwOnError: true, strict: false, trust: false, maxExpand: 500, maxSize: 40 });
    return null;
  } catch (error) {
    if (error instanceof katex.ParseError) return error.rawMessage;
    throw error;
  }
}
