/** A page of somebody else, built as they would build it: nothing here knows Scriptorium but the imports of the pages. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    rolldownOptions: { input: ['react.html', 'plain.html', 'stock.html'] },
    // What the editor is made for: older browsers have neither `light-dark()` nor what replaces it.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // A content security policy without `data:` is the stricter one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
});
