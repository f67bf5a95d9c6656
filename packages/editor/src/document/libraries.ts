/** What the editor is built on, and nothing of it: to be run in a turn of its own, before the rest. */
export { Editor } from '@tiptap/core';
