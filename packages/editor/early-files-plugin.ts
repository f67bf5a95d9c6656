/** Names in index.html what a document's page will ask for, so that all of it is on its way before the first script has run. */
import type { Plugin } from 'vite';
import { filesOf } from './bundle-files.ts';

/** What index.html has where the names belong. The server takes the comment's signs away where a document is asked for. */
const placeholder = '<!--document-->';

export function earlyFiles(modules: readonly string[]): Plugin {
  return {
    name: 'early-files',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('The build has no index.html.');
        const html = String(page.source);
        if (!html.includes(placeholder)) throw new Error(`index.html has no ${placeholder}.`);
        const files = new Set(modules.flatMap((module) => [...filesOf(bundle, module)]));
        const links = [...files].filter((file) => !html.includes(`"/${file}"`)).map(linkTo);
        page.source = html.replace(placeholder, `<!--document:${links.join('')}-->`);
      },
    },
  };
}

function linkTo(file: string): string {
  const kind = file.endsWith('.css') ? 'rel="stylesheet"' : 'rel="modulepreload"';
  return `<link ${kind} crossorigin href="/${file}">`;
}
