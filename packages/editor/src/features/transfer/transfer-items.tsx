/** Taking a document out, as items of its menu. */
import { FileDown, Printer } from 'lucide-react';
import type { ReactElement } from 'react';
import { type ExportFormat, exportFormats } from '../../api/export-formats.ts';
import { MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { useWords } from '../../ui/words.ts';
import { printSoon } from './print-soon.ts';

export function TransferItems({ onDownload }: { readonly onDownload: (format: ExportFormat) => void }): ReactElement {
  const { transfer: words } = useWords();
  return (
    <>
      <MenuLabel>{words.takeOut}</MenuLabel>
      {exportFormats.map((format) => (
        <MenuItem key={format} icon={<FileDown aria-hidden="true" />} onSelect={() => onDownload(format)}>
          {words.formats[format]}
        </MenuItem>
      ))}
      <MenuItem icon={<Printer aria-hidden="true" />} onSelect={printSoon}>
        {words.print}
      </MenuItem>
    </>
  );
}
