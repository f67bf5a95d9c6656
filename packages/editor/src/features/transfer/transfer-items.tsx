/** Taking a document out, as items of its menu. */
import { FileDown, Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { exportFormats } from '../../api/export-formats.ts';
import { MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';
import { printSoon } from './print-soon.ts';
import { useDownload } from './use-download.ts';

export interface TransferItemsProps {
  readonly documentId: string;
  readonly title: string;
}

export function TransferItems({ documentId, title }: TransferItemsProps): ReactElement {
  const download = useDownload(documentId, title);
  const { transfer: words } = useWords();
  return (
    <>
      <MenuLabel>{words.takeOut}</MenuLabel>
      {exportFormats.map((format) => (
        <MenuItem key={format} icon={<FileDown aria-hidden="true" />} onSelect={() => download(format)}>
          {words.formats[format]}
        </MenuItem>
      ))}
      <MenuItem icon={<Printer aria-hidden="true" />} onSelect={printSoon}>
        {words.print}
      </MenuItem>
    </>
  );
}
