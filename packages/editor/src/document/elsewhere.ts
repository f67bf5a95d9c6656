/**
 * What the extensions are on a page that is not the server's own: pictures and links to files are asked of the server, and what
 * is copied on such a page comes back as the paths that the document holds. [F7]
 */
import { type AnyExtension, Extension, Mark } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { addressOn } from './own-file-address.ts';

/** `serverUrl` without a slash at its end. */
export function extensionsElsewhere(extensions: readonly AnyExtension[], serverUrl: string): AnyExtension[] {
  const adapted = extensions.map((part) => (part.name === 'link' && part instanceof Mark ? withServer(part, serverUrl) : part));
  return [...adapted, pasting(serverUrl)];
}

/** HTML that was copied from such a page has whole addresses; the document gets paths. */
export function withOwnPaths(html: string, serverUrl: string): string {
  return html.replaceAll(`"${serverUrl}/api/files/`, '"/api/files/');
}

function withServer(link: Mark, serverUrl: string): AnyExtension {
  return link.extend({
    renderHTML({ mark, HTMLAttributes }) {
      const { href } = mark.attrs;
      const shown = typeof href === 'string' ? { ...HTMLAttributes, href: addressOn(serverUrl, href) } : HTMLAttributes;
      return this.parent?.({ mark, HTMLAttributes: shown }) ?? ['a', shown, 0];
    },
  });
}

/** Before what else cleans what is pasted. */
function pasting(serverUrl: string): AnyExtension {
  return Extension.create({
    name: 'elsewhere',
    priority: 1_000,
    addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: (html) => withOwnPaths(html, serverUrl) } })],
  });
}
