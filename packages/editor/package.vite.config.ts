/**
 * Builds what pages of others install, into dist/package: a package of its own, with its styles, types and manifest. What both
 * pages must have once (React, Yjs) stays outside; what has to be as it is here (TipTap with its binding, patched) is inside.
 * The schema is for pages with a TipTap of their own, so that stays outside of it: `--mode schema`.
 */
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { type Rolldown, type UserConfig, defineConfig, esmExternalRequirePlugin } from 'vite';
import { newestKatexFonts } from './katex-fonts-plugin.ts';
import { type PackageFilesOptions, packageFiles, stylesName } from './package-files-plugin.ts';
import { scopedStyles } from './scoped-styles-plugin.ts';

/** Once on a page, or their own checks of what is theirs fail. */
const reacts = [/^react(?:$|\/)/, /^react-dom(?:$|\/)/];
const shared = [/^yjs$/, /^y-protocols(?:$|\/)/, /^lib0(?:$|\/)/];
const tiptap = [/^@tiptap\/(?:core|pm)(?:$|\/)/];

const tiptapVersion = '3.31.3';

const files: PackageFilesOptions = {
  directory: 'dist/package',
  declarations: 'dist/types',
  entries: {
    '.': { code: 'index.js', types: 'embed/index.d.ts' },
    './sync': { code: 'sync.js', types: 'embed/open-document.d.ts' },
    './schema': { code: 'schema.js', types: 'embed/document-schema.d.ts' },
  },
  // TipTap's parts go together by exact version only.
  peers: { react: '^19.0.0', 'react-dom': '^19.0.0', yjs: '^13.6.0', '@tiptap/core': tiptapVersion, '@tiptap/pm': tiptapVersion },
  optionalPeers: ['react', 'react-dom', '@tiptap/core', '@tiptap/pm'],
  dependencies: ['y-protocols', 'lib0'],
};

export default defineConfig(({ mode }) => {
  const isSchema = mode === 'schema';
  const input: Record<string, string> = isSchema
    ? { schema: 'src/embed/document-schema.ts' }
    : { index: 'src/embed/index.ts', sync: 'src/embed/open-document.ts' };
  return {
    plugins: [react(), newestKatexFonts(), packageFiles({ ...files, isLast: isSchema })],
    base: './',
    publicDir: false,
    resolve: {
      conditions: ['source', 'module', 'browser', 'development|production'],
      alias: { '@tiptap/pm/history': fileURLToPath(new URL('src/document/no-history.ts', import.meta.url)) },
    },
    css: { postcss: { plugins: [scopedStyles()] } },
    build: {
      outDir: files.directory,
      emptyOutDir: !isSchema,
      target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
      assetsInlineLimit: 0,
      // One sheet, that the page's own bundler takes with the first import; what comes late brings none.
      cssCodeSplit: false,
      modulePreload: false,
      minify: 'oxc',
      rolldownOptions: {
        input,
        external: [...shared, ...(isSchema ? tiptap : [])],
        // Some of what is inside asks for React by `require`, which no browser has.
        plugins: [esmExternalRequirePlugin({ external: reacts })],
        preserveEntrySignatures: 'strict',
        output: outputOf(isSchema ? 'schema-parts' : 'parts'),
      },
    },
  } satisfies UserConfig;
});

function outputOf(folder: string): Rolldown.OutputOptions {
  return {
    entryFileNames: '[name].js',
    chunkFileNames: `${folder}/[name]-[hash].js`,
    assetFileNames: ({ names }) => (names.some((name) => name.endsWith('.css')) ? stylesName : `${folder}/[name]-[hash][extname]`),
  };
}
