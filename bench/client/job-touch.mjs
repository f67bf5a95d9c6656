// One more keystroke in each of many documents, on disk.
// @ts-check
import * as Y from 'yjs';
import { forEachOf, until } from './crowd.mjs';
import { Tab } from './tab.mjs';

/** @param {import('./target.mjs').Target} target @param {{ documents: number, prefix: string, stroke: number }} options */
export async function touch(target, { documents, prefix, stroke }) {
  const doc = new Y.Doc();
  doc.clientID = 4_000_000 + stroke;
  doc.getText('notes').insert(0, 'x');
  const update = Y.encodeStateAsUpdate(doc);
  await forEachOf(Array.from({ length: documents }), async (_, index) => {
    let acked = 0;
    const tab = new Tab({ target, document: `${prefix}-${index}`, wantsAcks: true, onAck: (count) => (acked = count) });
    await tab.synced;
    tab.send(tab.wire.update(update));
    if (!(await until(() => acked >= 2, 30_000))) throw new Error('The keystroke was not acked.');
    tab.close();
  });
  return {};
}
