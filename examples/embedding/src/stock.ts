/** A page as there are many: stock TipTap, stock collaboration, stock y-websocket. Of Scriptorium it has the address alone. */
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { StarterKit } from '@tiptap/starter-kit';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { element, readSettings } from './settings.ts';

const { server, document: name, token, name: userName } = readSettings();
const doc = new Y.Doc();
const provider = new WebsocketProvider(`${server.replace(/^http/, 'ws')}/ws`, name, doc, token === null ? {} : { params: { token } });

provider.once('sync', () => {
  const place = document.createElement('div');
  element('app').append(place);
  const editor = new Editor({
    element: place,
    extensions: [
      // Its trailing paragraph would be written into every document that is merely opened.
      StarterKit.configure({ undoRedo: false, trailingNode: false }),
      Collaboration.configure({ document: doc }),
      CollaborationCaret.configure({ provider, user: { name: userName ?? 'Somebody', color: '#1f6f8b' } }),
    ],
    editorProps: { attributes: { class: 'prose', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Text' } },
  });
  addEventListener('pagehide', () => editor.destroy());
});
