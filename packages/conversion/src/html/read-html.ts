/** HTML to the document's own nodes: the schema says what of it is kept. */
import { DOMParser, type Node, type Schema } from '@tiptap/pm/model';

/** Takes the element whose content is the document. Scripts, styles and comments are no content. */
export function readHtml(schema: Schema, root: Element): Node {
  for (const noContent of root.querySelectorAll('script, style, template, noscript, head, title, meta, link')) noContent.remove();
  for (const box of root.querySelectorAll('li > input[type="checkbox"], li > p > input[type="checkbox"]')) markTask(box);
  const read = DOMParser.fromSchema(schema).parse(root);
  // Some DOMs have an empty class where there is none.
  return schema.nodeFromJSON(JSON.parse(JSON.stringify(read), (key, value: unknown) => (key === 'class' && value === '' ? null : value)));
}

/** As GitHub and others write tasks, in the form that the schema reads. A list is one of tasks where all of its items are. */
function markTask(box: Element): void {
  const item = box.closest('li');
  const list = item?.parentElement;
  if (item === null || item === undefined || list === null || list === undefined || list.getAttribute('data-type') === 'taskList') return;
  const items = Array.from(list.children);
  const boxes = items.map((child) => child.querySelector(':scope > input[type="checkbox"], :scope > p > input[type="checkbox"]'));
  if (list.tagName !== 'UL' || boxes.some((one) => one === null)) return;
  list.setAttribute('data-type', 'taskList');
  for (const [index, child] of items.entries()) {
    const found = boxes[index];
    child.setAttribute('data-type', 'taskItem');
    child.setAttribute('data-checked', String(found?.hasAttribute('checked') === true));
    found?.remove();
  }
}
