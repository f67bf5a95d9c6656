/** Everything the editor of a shared document is made of. */
import type { AnyExtension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import type { DocumentSession } from '../sync/document-session.ts';
import { BareAddresses } from './bare-addresses.ts';
import { BlockRuns } from './block-runs.ts';
import { CaretBlock } from './caret-block.ts';
import { CaretKeeping } from './caret-keeping.ts';
import { caretExtension } from './carets.ts';
import { CodeHighlighting } from './code-highlighting.ts';
import { DistinctNodes } from './distinct-nodes.ts';
import { compositionExtension } from './composition.ts';
import { DocumentEnds } from './document-ends.ts';
import { EmojiNames } from './emoji-names.ts';
import { Find } from './find.ts';
import { InputRuleUndo } from './input-rule-undo.ts';
import { type KeyActions, TabStays, keyExtension } from './keys.ts';
import { keysFirstExtension } from './keys-first.ts';
import { LateProps } from './late-props.ts';
import { OwnLinks } from './own-links.ts';
import { ReadOnly } from './read-only.ts';
import { type SchemaOptions, schemaExtensions } from './schema.ts';
import type { Suggestions } from './suggestions.ts';
import { type TypographyOptions, typographyExtension } from './typography.ts';

export interface EditorWords extends SchemaOptions {
  readonly placeholder: string;
  /** The name on the caret of someone who has none. */
  readonly namelessLabel: string;
}

export interface EditorParts {
  readonly session: DocumentSession;
  readonly words: EditorWords;
  readonly keys: KeyActions;
  readonly suggestions: Suggestions;
  readonly typography: TypographyOptions;
  /** For a page on which some of them have to be others. */
  readonly adapt?: (extensions: AnyExtension[]) => AnyExtension[];
}

/** Pass no content beside these: the session's document is the content. */
export function documentExtensions({ session, words, keys, suggestions, typography, adapt = (all) => all }: EditorParts): AnyExtension[] {
  return adapt([
    ...schemaExtensions(words),
    Collaboration.configure({ document: session.doc, field: 'default' }),
    ReadOnly,
    DistinctNodes,
    OwnLinks,
    BlockRuns,
    DocumentEnds,
    CaretBlock,
    CodeHighlighting,
    Find,
    BareAddresses,
    suggestions.extension(),
    EmojiNames,
    typographyExtension(typography),
    caretExtension({ presence: session.presence, namelessLabel: words.namelessLabel }),
    Placeholder.configure({ placeholder: words.placeholder, showOnlyWhenEditable: true }),
    CaretKeeping,
    compositionExtension({ hold: () => session.incoming.hold(), release: () => session.incoming.release() }),
    keysFirstExtension({ pressed: () => session.keyPressed(), painted: () => session.keyPainted() }),
    InputRuleUndo,
    TabStays,
    keyExtension(keys),
    LateProps,
  ]);
}
