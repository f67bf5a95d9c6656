/** Builds the page into dist/page: hashed assets, each text file also as .br and .gz. */
import react from '@vitejs/plugin-react';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Plugin, defineConfig } from 'vite';
import { budgets } from './budget-plugin.ts';
import { chunks } from './chunks-plugin.ts';
import { earlyFiles } from './early-files-plugin.ts';
import { newestKatexFonts } from './katex-fonts-plugin.ts';
import { serviceWorker } from './service-worker-plugin.ts';

const server = 'localhost:1234';
const pageDirectory = 'dist/page';

/** Not the packages of which each page takes a few parts: who takes which is the bundler's to know. */
const own = /packages.(?:editor|protocol|conversion).src/;

/** What comes right after the text. */
const tools = ['block-menu', 'highlight-menu', 'more-menu', 'insert-menu', 'table-menus', 'writing-tools', 'outline-column', 'document-menu'];

export default defineConfig({
  plugins: [
    react(),
    earlyFiles({ first: ['src/pages/opened-document.tsx'], later: ['src/pages/document-page.tsx'] }),
    serviceWorker({ source: 'src/service-worker.ts', publicDirectory: 'public' }),
    newestKatexFonts(),
    chunks('shell', [
      // Yjs, the session and its connection: what shows a text before the editor is there.
      { name: 'opening', from: ['src/pages/opened-document.tsx'] },
      { name: 'icons', from: ['src/pages/document-page.tsx'], only: /node_modules.lucide-react/ },
      { name: 'libraries', from: ['src/pages/document-page.tsx'], only: /node_modules.(?!.*(?:radix|floating-ui|react-|use-|aria-hidden|tslib))|node_modules.(?:@tiptap|use-sync-external-store)|no-history/ },
      { name: 'document', from: ['src/pages/document-page.tsx'], only: own },
      { name: 'menus', from: ['src/ui/menu.tsx', 'src/ui/theme-menu.tsx', 'src/ui/dialog.tsx'], only: own },
      { name: 'tools', from: tools.map((name) => `src/features/writing/${name}.tsx`), only: own },
    ]),
    budgets([
      { name: 'the list', module: 'index.html', gzBytesMax: 110_000, filesMax: 5 },
      { name: 'a document', module: 'src/pages/document-page.tsx', beyond: 'index.html', gzBytesMax: 250_000, filesMax: 10 },
    ]),
    precompress(pageDirectory),
  ],
  resolve: {
    conditions: ['source', 'module', 'browser', 'development|production'],
    alias: { '@tiptap/pm/history': fileURLToPath(new URL('src/document/no-history.ts', import.meta.url)) },
  },
  build: {
    outDir: pageDirectory,
    emptyOutDir: true,
    // What `light-dark()` needs; older browsers would get colours by a longer way round.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // Inlined assets would be data: URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': `http://${server}`,
      '/ws': { target: `ws://${server}`, ws: true },
    },
  },
});

/** Writes `<file>.br` and `<file>.gz` beside each text file, so that the server sends them as they are. */
function precompress(directory: string): Plugin {
  const isText = /\.(?:js|css|html|svg|json|txt)$/;
  return {
    name: 'precompress',
    apply: 'build',
    async closeBundle() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && isText.test(entry.name));
      await Promise.all(files.map((entry) => compressFile(join(entry.parentPath, entry.name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  const br = await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gz = await promisify(gzip)(bytes, { level: 9 });
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
