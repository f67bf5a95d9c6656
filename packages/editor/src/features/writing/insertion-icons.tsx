/** The icon of each thing that can be inserted. */
import {
  Code2, Heading1, Heading2, Heading3, Heading4, ImagePlus, Info, Lightbulb, List, ListCollapse, ListOrdered, ListTodo, type LucideIcon, MessageSquareWarning,
  Minus, Pilcrow, Quote, Radical, Sigma, Table, TriangleAlert,
} from 'lucide-react';
import type { InsertionName } from '../../document/insertions.ts';

export const insertionIcons: Readonly<Record<InsertionName, LucideIcon>> = {
  paragraph: Pilcrow,
  heading1: Heading1,
  heading2: Heading2,
  heading3: Heading3,
  heading4: Heading4,
  bulletList: List,
  orderedList: ListOrdered,
  taskList: ListTodo,
  quote: Quote,
  codeBlock: Code2,
  table: Table,
  file: ImagePlus,
  note: Info,
  tip: Lightbulb,
  important: MessageSquareWarning,
  warning: TriangleAlert,
  details: ListCollapse,
  blockMath: Sigma,
  inlineMath: Radical,
  rule: Minus,
};

/** Keys and Markdown that do the same, shown beside the name. */
export const insertionKeys: Readonly<Partial<Record<InsertionName, string>>> = {
  heading1: '#',
  heading2: '##',
  heading3: '###',
  heading4: '####',
  bulletList: '-',
  orderedList: '1.',
  taskList: '[ ]',
  quote: '>',
  codeBlock: '```',
  inlineMath: '$x$',
  rule: '---',
};
