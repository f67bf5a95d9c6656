/** Words and characters, of the whole and of what is selected. */
import type { ReactElement } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words.ts';
import type { DocumentShape } from './document-shape.ts';
import { useShapePart } from './use-document-shape.ts';

const rows = ['words', 'characters', 'charactersWithoutSpaces'] as const;

export interface CountsDialogProps {
  readonly shape: DocumentShape;
  readonly onClose: () => void;
}

export function CountsDialog({ shape, onClose }: CountsDialogProps): ReactElement {
  const { counts: words, locale } = useWords();
  const counts = useShapePart(shape, 'counts');
  const selected = useShapePart(shape, 'selected');
  return (
    <Dialog title={words.title} onClose={onClose}>
      <table className="counts">
        <thead className={selected === null ? 'visually-hidden' : ''}>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{words.title}</span>
            </th>
            <th scope="col">{words.document}</th>
            {selected === null ? null : <th scope="col">{words.selection}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{words.rows[row]}</th>
              <td>{counts[row].toLocaleString(locale)}</td>
              {selected === null ? null : <td>{selected[row].toLocaleString(locale)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
