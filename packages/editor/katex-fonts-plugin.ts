/** KaTeX names each of its fonts in three formats; every browser that this page is built for reads the first. */
import type { Plugin } from 'vite';

export function newestKatexFonts(): Plugin {
  return {
    name: 'newest-katex-fonts',
    enforce: 'pre',
    transform: {
      filter: { id: /katex(?:\.min)?\.css/ },
      handler(code) {
        return { code: code.replaceAll(/,\s*url\([^)]+\)\s*format\("(?:woff|truetype)"\)/g, ''), map: null };
      },
    },
  };
}
