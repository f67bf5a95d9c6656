/** Typographic characters while typing: quotation marks of the page's language, dashes, dots, arrows. Can be switched off. */
import { Extension, InputRule } from '@tiptap/core';
import { closeDoubleQuote, closeSingleQuote, copyright, ellipsis, emDash, leftArrow, openDoubleQuote, openSingleQuote, rightArrow } from '@tiptap/extension-typography';

/** Opening and closing, double and single. */
export type QuotationMarks = readonly [openDouble: string, closeDouble: string, openSingle: string, closeSingle: string];

export interface TypographyOptions {
  readonly marks: QuotationMarks;
  /** Asked at every character that could be replaced. */
  readonly isOn: () => boolean;
}

/** Undo right after one of them gives back what was typed. */
export function typographyExtension({ marks, isOn }: TypographyOptions): Extension {
  const [openDouble, closeDouble, openSingle, closeSingle] = marks;
  return Extension.create({
    name: 'typography',
    addInputRules: () =>
      [
        emDash(), ellipsis(), leftArrow(), rightArrow(), copyright(), openDoubleQuote(openDouble), closeDoubleQuote(closeDouble),
        openSingleQuote(openSingle), closeSingleQuote(closeSingle),
      ].map((rule) => onlyWhile(isOn, rule)),
  });
}

function onlyWhile(isOn: () => boolean, rule: InputRule): InputRule {
  return new InputRule({
    find: rule.find,
    undoable: rule.undoable,
    // Null says that the rule does not apply.
    handler: (props) => (isOn() ? rule.handler(props) : null),
  });
}
