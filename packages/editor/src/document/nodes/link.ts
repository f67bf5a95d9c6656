/** A link ends with its text: what is typed behind it is not in it. */
import { Link } from '@tiptap/extension-link';
import { defaultLinkScheme, isAllowedLink, isWorthLinking } from '../link-policy.ts';

// TipTap's own goes on with whatever is typed at its end: an address becomes one with the space behind it, and needs no more.
export const TextLink: typeof Link = Link.extend({ inclusive: false }).configure({
  openOnClick: false,
  markdownLinks: true,
  defaultProtocol: defaultLinkScheme,
  isAllowedUri: isAllowedLink,
  shouldAutoLink: isWorthLinking,
});
