/** What is Markdown, and what only looks a little like it: as people have it on their clipboards. */
import { expect, test } from 'vitest';
import { looksLikeMarkdown, markdownLengthMax } from './markdown-signs.ts';

const markdown: Readonly<Record<string, string>> = {
  'a readme': '# left-pad\n\n[![Build](https://img.example/b.svg)](https://ci.example/b)\n\nString left pad.\n\n## Install\n\n```bash\n$ npm install left-pad\n```\n\n## Usage\n\n```js\nconst leftPad = require(\'left-pad\')\n```\n',
  'an answer of a chat bot': 'Great question! Here is how it works:\n\n1. **Parse** the input\n2. **Validate** each field\n3. Return the result\n\nLet me know if you need more.',
  'an answer in one line': 'The **capital** of France is Paris.',
  'a heading and a paragraph': '## Minutes\n\nWe met at nine.',
  'a title over a text': '# Minutes\n\nWe met at nine.\nAnna was late.',
  'a list under a line': 'Steps:\n- open the lid\n- press the button',
  'a list that ends in semicolons': 'Der Antrag enthält:\n\n- den Namen des Vereins;\n- die Anschrift;\n- eine Begründung.',
  'a numbered list': '1. Boil the water.\n2. Add the tea.\n3. Wait.',
  'a nested list': '* fruit\n    * apples\n    * pears\n* bread',
  'tasks': '- [ ] call Ben\n- [x] write to Ana',
  'one task': '- [ ] call Ben',
  'a table': '| Name | Age |\n| --- | ---: |\n| Ana | 31 |',
  'a table without outer pipes': 'Name | Age\n--- | ---\nAna | 31',
  'a link': 'See [the manual](https://example.org/manual_of_everything) for more.',
  'a picture': '![A hill](https://example.org/hill.png "Seen from the north")',
  'a fence': 'Run this:\n\n```\nrm -rf build; make\n```\n',
  'a fence of tildes': '~~~python\nx = 1\n~~~',
  'a callout': '> [!WARNING]\n> Do not feed.',
  'a formula': 'So:\n\n$$\ne^{i\\pi} + 1 = 0\n$$',
  'a struck word': 'It costs ~~10~~ 8 euros.',
  'names of code': 'Set `NODE_ENV` to `production` first.',
  'an underlined heading': 'Release notes\n=============\n\nNothing new.',
  'a changelog': '## 1.2.0 (2026-01-04)\n\n### Fixed\n\n- the thing that was broken ([#12](https://example.org/12))\n- another thing',
  'a quoted text with a heading': '## What she said\n\n> It is late.\n> I am going home.\n',
};

const plain: Readonly<Record<string, string>> = {
  'nothing': '',
  'a sentence': 'The quick brown fox jumps over the lazy dog.',
  'two paragraphs': 'One.\n\nTwo.',
  'an asterisk': 'Prices* may vary.\n\n* including VAT',
  'a product': '2 * 3 * 4 = 24, and 2 ** 3 is 8',
  'words in asterisks': 'I *really* mean it, and _so_ does he.',
  'a rating': 'Hotel Sacher ***** superior, from 400 EUR',
  'a separator of stars': 'He left.\n\n* * *\n\nShe stayed.',
  'an address': 'https://en.wikipedia.org/wiki/Markdown_(disambiguation)#__a__b__',
  'several addresses': 'https://a.example/x_y_z\nhttps://b.example/~~x~~/**y**\nwww.example.org/[a](/b)',
  'a mail address': 'ana_maria_lopez@example.org',
  'a mail': 'Hi Ben,\n\nthanks for the draft - I like it * a lot *!\n\n> Could you read it by Friday?\n> It is 12 pages.\n\nSure.\n\n-- \nAna\n+43 1 234 56 78',
  'a signature': '--\nDr. A. Example\nTel. +49 (0)30 123456\n__________________',
  'figures, one a line': '1.5\n2.75\n3.14',
  'figures that are numbered': '1. 44\n2. 17\n3. 23',
  'dates': '1. 5. 2026\n2. 5. 2026\n3. 5. 2026',
  'negative figures': '- 5\n- 7\n- 12.4',
  'a year at the start of a line': '2024. A good year.\n2025. A better one.',
  'a hashtag': '#throwback to last summer #nofilter',
  'an order of rank': '#1 in the charts\n#2 in the hearts',
  'a single hash': '# of participants: 12',
  'a Python function': 'def f(a, **kwargs):\n    """Does **it**."""\n    # first\n    return a ** 2\n',
  'Python with comments': '# Load the data\nimport csv\n\n# Count the rows\nrows = list(csv.reader(open("a.csv")))\nprint(len(rows))',
  'JavaScript': '/**\n * Adds.\n * - a: one\n * - b: other\n */\nexport const add = (a, b) => a + b;\n',
  'TypeScript with templates': 'const a = `x`;\nconst b = `${a} and ${a}`;\nconsole.log(`b`, `c`);',
  'C': '#include <stdio.h>\n\nint main(void) {\n  char **p = *q;\n  printf("%d", **p);\n}',
  'a shell script': '#!/bin/sh\n## Build\nset -e\nmake',
  'commands': '# apt update\n# apt install git\n$ git clone https://example.org/a.git',
  'YAML': '- name: first\n  run: make\n- name: second\n  run: |\n    make test\n',
  'an ini file': '# Settings\n\n[core]\neditor = vim\npager = less',
  'SQL': 'SELECT *\nFROM a\nWHERE b = `c` AND d = `e`;',
  'a patch': '@@ -1,3 +1,3 @@\n- the old line here\n- another old line\n+ the new line\n',
  'HTML': '<ul>\n<li>**a**</li>\n<li>b</li>\n</ul>',
  'JSON': '{\n"a": "**b**",\n"c": [1, 2]\n}',
  'CSS': 'a { color: red; }\n* { margin: 0; }\n',
  'glob patterns': '*.log\n*.tmp\n**/dist/**\n',
  'prices': 'It costs $5 or $6 a month.',
  'a smile': 'so nice *_*',
  'an init file of Python': '__init__.py and __main__.py',
  'a Windows path': 'C:\\Users\\ana\\notes_2026\\*.txt',
  'a table of spaces': 'Name    Age\nAna     31\nBen     44',
  'one name of code': 'Run `make` please.',
  'brackets': 'handlers[name](event) and [sic] (as it was)',
};

for (const [what, text] of Object.entries(markdown)) {
  test(`${what} is Markdown`, () => {
    expect(looksLikeMarkdown(text)).toBe(true);
    expect(looksLikeMarkdown(text.replaceAll('\n', '\r\n'))).toBe(true);
  });
}

for (const [what, text] of Object.entries(plain)) {
  test(`${what} stays plain`, () => {
    expect(looksLikeMarkdown(text)).toBe(false);
    expect(looksLikeMarkdown(text.replaceAll('\n', '\r\n'))).toBe(false);
  });
}

test('a text over the limit stays plain', () => {
  const text = '## Heading\n\nwords ';
  expect(looksLikeMarkdown(text.padEnd(markdownLengthMax, 'x'))).toBe(true);
  expect(looksLikeMarkdown(text.padEnd(markdownLengthMax + 1, 'x'))).toBe(false);
});

test.each(['x', '[', '`', '* ', '**a', '```\n', '~~~b\n', '@', '[a](', 'a@b', '1. a\n', 'https://', '<', '__a', '~~a', '| '])('a long text of nothing but %j is judged', (part) => {
  expect([true, false]).toContain(looksLikeMarkdown(part.repeat(Math.floor(markdownLengthMax / part.length))));
});
