/** Tells Markdown from text that merely has some of its characters. Careful: what it is not sure of stays as it is. */

/** Longer texts stay as they are, in UTF-16 units: reading them would stop the page. */
export const markdownLengthMax = 512 * 1024;

/** Signs are looked for so far from the beginning, and so far in each line. */
const readLengthMax = 16 * 1024;
const lineLengthMax = 1_000;

/** A sign that nobody writes by accident is worth this much; lesser signs add up to it. */
const enough = 2;

/** Of the lines outside fences: so many that look like a program's, and the whole is one. */
const codeShareMax = 0.25;

export function looksLikeMarkdown(text: string): boolean {
  if (text.length > markdownLengthMax) return false;
  const read = text.slice(0, readLengthMax).split(/\r\n?|\n/).map((line) => line.slice(0, lineLengthMax));
  const { lines, fences } = withoutFences(read);
  const written = lines.filter((line) => line.trim() !== '' && !/^(?: {4}|\t)/.test(line));
  if (isCode(lines.filter((line) => line.trim() !== ''))) return false;
  const bare = written.map(withoutAddresses);
  return fences * enough + headingsIn(written) + blocksIn(lines) + listsIn(lines) + spansIn(bare) >= enough;
}

/** What is fenced is code for sure, and says nothing about the rest. */
function withoutFences(all: readonly string[]): { readonly lines: readonly string[]; readonly fences: number } {
  const lines: string[] = [];
  /** Of each character the shortest fence that nothing closes. */
  const open = new Map<string, number>();
  let fences = 0;
  for (let at = 0; at < all.length; at++) {
    const line = all[at] ?? '';
    const fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/.exec(line)?.[1] ?? '';
    const sign = fence.charAt(0);
    const isOpen = fence === '' || fence.length >= (open.get(sign) ?? Number.POSITIVE_INFINITY);
    const end = isOpen ? -1 : endOf(all, at, fence);
    if (end === -1) {
      if (fence !== '') open.set(sign, Math.min(fence.length, open.get(sign) ?? fence.length));
      lines.push(line);
      continue;
    }
    fences++;
    at = end;
  }
  return { lines, fences };
}

function endOf(all: readonly string[], begin: number, fence: string): number {
  for (let at = begin + 1; at < all.length; at++) if (closes((all[at] ?? '').trim(), fence)) return at;
  return -1;
}

function closes(line: string, fence: string): boolean {
  return line.startsWith(fence) && line.replaceAll(fence.charAt(0), '') === '';
}

/** One of these, and the whole is a program, a patch or the source of a page. */
const surelyCode = /^(?:diff --git |@@ -\d|#!\/|#(?:include|define|ifdef)\b|<\?(?:php|xml)\b|\s*<!doctype\b|\s*\/\*\*?\s*$)/i;

const codeLines: readonly RegExp[] = [
  /^(?!\s*(?:[-*+]|\d+[.)]) ).*[;{}]\s*$/,
  /^\s*(?:import|from|export|const|let|var|function|class|def|return|if|elif|else|for|while|try|package|use|fn|pub|public|private|static|void)\b.*[({=:;,)]\s*$/,
  /^\s*(?:import\s+[\w.{*"']+|from\s+[\w.]+\s+import\b)/,
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|FROM|WHERE|JOIN)\b/,
  // An assignment.
  /^\s*[\w.$-]+(?:\[[^\]]*\])?\s*(?:[-+*/%|&^:]?=|:=|=>|->)\s*\S/,
  // A prompt, a command.
  /^\s*[$%]\s+[\w./~-]+|^\s*(?:sudo|apt-get|npm|npx|pip|docker|curl|git (?:clone|add|commit|push|pull|checkout|rebase|status))\s+[\w./~-]/,
  /^\s*(?:\/\/|\/\*|\*\/|<!--|<\/?\w+[\s>/])/,
  // A call.
  /^\s*\w[\w.]*\([^)]*\)\s*:?\s*$/,
];

function isCode(lines: readonly string[]): boolean {
  if (lines.some((line) => surelyCode.test(line))) return true;
  const keys = lines.filter((line) => /^\s*(?:- )?[a-z_][\w.-]*:(?:\s|$)/.test(line));
  // YAML: keys below keys.
  if (keys.length > 1 && keys.length > lines.length / 2 && keys.some((line) => /^\s/.test(line))) return true;
  const code = lines.filter((line) => codeLines.some((pattern) => pattern.test(line))).length;
  return code > lines.length * codeShareMax;
}

/** Addresses are full of underscores, tildes and asterisks. */
function withoutAddresses(line: string): string {
  return line.replaceAll(/(?<!\]\(|\]\(<)\b(?:https?:\/\/|mailto:|www\.)[^\s)>\]]+/gi, 'address').replaceAll(/[^\s@]{1,64}@[^\s@]{1,255}/g, 'address');
}

/** `##` is a heading; one `#` may be a comment, and counts as the title over a text. */
function headingsIn(lines: readonly string[]): number {
  const deeper = lines.some((line) => /^ {0,3}#{2,6}[ \t]+[^#\s]/.test(line));
  const titles = lines.filter((line) => /^ {0,3}#[ \t]+\S/.test(line));
  const isTitle = titles.length === 1 && lines.length > 1 && lines[0] === titles[0];
  return deeper || isTitle ? enough : 0;
}

/** Tables, tasks, callouts, formulas, headings that are underlined: what has a form of its own. */
function blocksIn(lines: readonly string[]): number {
  let signs = 0;
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    if (/^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/.test(line) && line.includes('|') && before.includes('|')) signs += enough;
    else if (/^\s*[-*+] \[[ xX]\] \S/.test(line)) signs += enough;
    else if (/^\s*>\s*\[!(?:note|tip|important|warning|caution)\]\s*$/i.test(line)) signs += enough;
    else if (/^={3,}\s*$/.test(line) && /^\p{L}.*\S$/u.test(before)) signs += enough;
    else if (/^\[\^?[^\]\s]+\]: \S/.test(line)) signs += 1;
  }
  return signs + (lines.filter((line) => line.trim() === '$$').length >= 2 ? enough : 0);
}

/** Two items of a kind, with words in them. Figures and dates are none, and numbers have to count up from one. */
function listsIn(lines: readonly string[]): number {
  let best = 0;
  for (const sign of ['-', '*', '+']) {
    best = Math.max(best, lines.filter((line) => line.trimStart().startsWith(`${sign} `) && /\p{L}{2}/u.test(line)).length);
  }
  let next = 1;
  for (const line of lines) {
    const [, number, words = ''] = /^(\d{1,3})[.)] +(\S.*)$/.exec(line) ?? [];
    if (Number(number) === next && /\p{L}{2}/u.test(words)) next++;
  }
  return Math.max(best, next - 1) >= 2 ? enough : 0;
}

/** In a line. One asterisk or underscore around a word is what people also do by hand, and counts for nothing. */
function spansIn(lines: readonly string[]): number {
  let [sure, maybe] = [0, 0];
  for (const line of lines) {
    sure += count(line, /!?\[[^\]\n]+\]\((?:https?:\/\/|mailto:|\/|#|\.{1,2}\/)[^\s)]*(?: "[^"]*")?\)/g);
    sure += count(line, /(?<![\w*])\*\*(?![\s*/])[^*\n]*[^\s*/]\*\*(?![\w*])/g);
    sure += count(line, /(?<![\w_])__(?=\p{L})(?!\w+__(?:\W|$))[^_\n]*[^\s_]__(?![\w_])/gu);
    sure += count(line, /(?<![\w~])~~(?![\s~])[^~\n]*[^\s~]~~(?![\w~])/g);
    maybe += count(line, /(?<!`)`(?![`\s])[^`\n]*[^`\s]`(?!`)|(?<!`)`[^`\s]`(?!`)/g);
  }
  return sure * enough + Math.min(maybe, enough);
}

function count(line: string, pattern: RegExp): number {
  return [...line.matchAll(pattern)].length;
}
