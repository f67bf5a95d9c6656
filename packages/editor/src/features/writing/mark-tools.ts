/** Icons and keys of the marks. */
import { Bold, Code, Highlighter, Italic, type LucideIcon, Strikethrough, Subscript, Superscript, Underline } from 'lucide-react';
import type { MarkName } from '../../document/formats.ts';

export const markIcons: Readonly<Record<MarkName, LucideIcon>> = {
  bold: Bold,
  italic: Italic,
  underline: Underline,
  strike: Strikethrough,
  code: Code,
  highlight: Highlighter,
  subscript: Subscript,
  superscript: Superscript,
};

export const markKeys: Readonly<Record<MarkName, string>> = {
  bold: 'Mod-B',
  italic: 'Mod-I',
  underline: 'Mod-U',
  strike: 'Mod-Shift-S',
  code: 'Mod-E',
  highlight: 'Mod-Shift-H',
  subscript: 'Mod-,',
  superscript: 'Mod-.',
};
