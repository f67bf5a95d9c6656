/** All keys on one page. */
import type { ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { keyNames } from '../../ui/key-names.ts';
import type { ShortcutLabel } from '../../ui/writing-strings.ts';
import { useWords } from '../../ui/words.ts';

interface Shortcut {
  readonly name: ShortcutLabel;
  /** Several are alternatives, or belong to the several things that the name says. */
  readonly keys: readonly string[];
  readonly typed?: string;
}

const groups: readonly { readonly name: 'text' | 'blocks' | 'moving' | 'typing' | 'page'; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    name: 'text',
    shortcuts: [
      { name: 'bold', keys: ['Mod-B'], typed: '**b**' },
      { name: 'italic', keys: ['Mod-I'], typed: '_i_' },
      { name: 'underline', keys: ['Mod-U'] },
      { name: 'strike', keys: ['Mod-Shift-S'], typed: '~~s~~' },
      { name: 'code', keys: ['Mod-E'], typed: '`c`' },
      { name: 'highlight', keys: ['Mod-Shift-H'], typed: '==h==' },
      { name: 'subscript', keys: ['Mod-,'] },
      { name: 'superscript', keys: ['Mod-.'] },
      { name: 'link', keys: ['Mod-K'] },
    ],
  },
  {
    name: 'blocks',
    shortcuts: [
      { name: 'paragraph', keys: ['Mod-Alt-0'] },
      { name: 'headings', keys: ['Mod-Alt-1…6'], typed: '# … ######' },
      { name: 'lists', keys: ['Mod-Shift-7', 'Mod-Shift-8', 'Mod-Shift-9'], typed: '1.  -  [ ]' },
      { name: 'quote', keys: ['Mod-Shift-B'], typed: '>' },
      { name: 'codeBlock', keys: ['Mod-Alt-C'], typed: '```' },
      { name: 'align', keys: ['Mod-Shift-L', 'Mod-Shift-E', 'Mod-Shift-R', 'Mod-Shift-J'] },
    ],
  },
  {
    name: 'moving',
    shortcuts: [
      { name: 'move', keys: ['Alt-↑', 'Alt-↓'] },
      { name: 'indent', keys: ['Tab', 'Shift-Tab'] },
      { name: 'task', keys: ['Mod-Enter'] },
      { name: 'toolbar', keys: ['Alt-F10'] },
      { name: 'leave', keys: ['Esc Tab'] },
    ],
  },
  {
    name: 'typing',
    shortcuts: [
      { name: 'insert', keys: [], typed: '/' },
      { name: 'mention', keys: [], typed: '@' },
      { name: 'emoji', keys: [], typed: ':name:' },
      { name: 'plain', keys: ['Mod-Shift-V'] },
    ],
  },
  {
    name: 'page',
    shortcuts: [
      { name: 'undo', keys: ['Mod-Z'] },
      { name: 'redo', keys: ['Mod-Shift-Z'] },
      { name: 'find', keys: ['Mod-F'] },
      { name: 'save', keys: ['Mod-S'] },
      { name: 'help', keys: ['Mod-/', '?'] },
    ],
  },
];

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { shortcuts: words } = useWords();
  return (
    <Dialog title={words.title} isWide onClose={onClose}>
      <div className="shortcuts">
        {groups.map(({ name, shortcuts }) => (
          <section key={name}>
            <h3>{words.groups[name]}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.name} className="shortcut">
                  <dt>{words.keys[shortcut.name]}</dt>
                  <dd>
                    {shortcut.keys.map((keys) => (
                      <kbd key={keys}>{keyNames(keys)}</kbd>
                    ))}
                    {shortcut.typed === undefined ? null : (
                      <code>
                        <span className="visually-hidden">{words.markdown}: </span>
                        {shortcut.typed}
                      </code>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
