/** A page without React and without an editor: the title of a document as a field, who is there, and whether it is saved. */
import { openDocument } from '@scriptorium/editor/sync';
import { element, readSettings } from './settings.ts';

const { server, document: name, token, name: userName } = readSettings();
const opened = openDocument({ url: server, document: name, token, user: { name: userName ?? 'Somebody' } });

const field = Object.assign(document.createElement('input'), { disabled: true });
field.setAttribute('aria-label', 'Title of the document');
const state = document.createElement('output');
const people = document.createElement('ul');
people.setAttribute('aria-label', 'Here');
const close = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Close the document' });
element('app').append(field, state, people, close);

function showStatus(): void {
  const { state: word, reason, message, isWritable } = opened.status.get();
  state.textContent = [word, reason, message].filter((part) => part !== null && part !== '').join(': ');
  field.disabled = !isWritable;
}

function showTitle(): void {
  const title = opened.title.toJSON();
  if (field.value !== title) field.value = title;
}

function showPeople(): void {
  const names = [...opened.awareness.getStates().values()].map(({ user }) => String(user?.name));
  people.replaceChildren(...names.map((text) => Object.assign(document.createElement('li'), { textContent: text })));
}

field.addEventListener('input', () => {
  // Only what has changed: who replaced all of it would lose what others type at the same time.
  const [before, after] = [opened.title.toJSON(), field.value];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  opened.doc.transact(() => {
    opened.title.delete(start, before.length - start - end);
    opened.title.insert(start, after.slice(start, after.length - end));
  }, 'the field');
});
close.addEventListener('click', () => {
  const leave = async (): Promise<void> => {
    await opened.close();
    state.textContent = 'closed';
  };
  // Never rejects.
  void leave();
});
opened.title.observe(showTitle);
opened.awareness.on('change', showPeople);
opened.status.subscribe(showStatus);
showStatus();
showPeople();
