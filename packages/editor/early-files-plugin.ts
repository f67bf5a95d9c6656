/** Names in index.html the files of a document's page: those that it asks for first are on their way before the first script has run, and of the others it knows the names. */
import type { Plugin } from 'vite';
import { filesOf } from './bundle-files.ts';

/** The names stand in a comment before it. The server takes the comment's signs away where a document is asked for. */
const endOfHead = '</head>';

export interface EarlyFiles {
  /** Modules whose files are fetched at once. */
  readonly first: readonly string[];
  /** Modules whose files the page has fetched when it is time: `src/later-files.ts`. */
  readonly later: readonly string[];
}

export function earlyFiles({ first, later }: EarlyFiles): Plugin {
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
        if (!html.includes(endOfHead)) throw new Error(`index.html has no ${endOfHead}.`);
        const filesOfAll = (modules: readonly string[]): string[] => [...new Set(modules.flatMap((module) => [...filesOf(bundle, module)]))];
        const early = filesOfAll(first).filter((file) => !html.includes(`"/${file}"`));
        const late = filesOfAll(later).filter((file) => file.endsWith('.js') && !html.includes(`"/${file}"`) && !early.includes(file));
        const names = `<meta name="later-files" content="${late.map((file) => `/${file}`).join(' ')}">`;
        // Behind the page's own styles, as where a document follows the list: of two rules that weigh the same the document's counts.
        page.source = html.replace(endOfHead, `<!--document:${early.map(linkTo).join('')}${names}-->${endOfHead}`);
      },
    },
  };
}

function linkTo(file: string): string {
  const kind = file.endsWith('.css') ? 'rel="stylesheet"' : 'rel="modulepreload"';
  return `<link ${kind} crossorigin href="/${file}">`;
}
