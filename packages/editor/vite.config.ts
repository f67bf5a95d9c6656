/** Builds the page into dist/page: hashed assets, each text file also as .br and .gz. */
import react from '@vitejs/plugin-react';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Plugin, defineConfig } from 'vite';
import { budgets } from './budget-plugin.ts';
import { newestKatexFonts } from './katex-fonts-plugin.ts';
import { serviceWorker } from './service-worker-plugin.ts';

const server = 'localhost:1234';
const pageDirectory = 'dist/page';

export default defineConfig({
  plugins: [
    react(),
    serviceWorker({ source: 'src/service-worker.ts', publicDirectory: 'public' }),
    newestKatexFonts(),
    budgets([
      { name: 'the list', module: 'index.html', gzBytesMax: 110_000 },
      { name: 'a document', module: 'src/pages/document-page.tsx', beyond: 'index.html', gzBytesMax: 250_000 },
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
