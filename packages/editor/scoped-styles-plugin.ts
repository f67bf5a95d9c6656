/** Keeps a style sheet to one element and what is in it: for a page that belongs to somebody else. */

/** As much of PostCSS as is used here; Vite brings it, and takes plugins that are plain objects. */
interface Declaration {
  readonly type: 'decl';
  readonly prop: string;
  value: string;
}
interface Rule {
  readonly type: 'rule';
  readonly parent: Container | undefined;
  selectors: string[];
}
interface AtRule {
  readonly type: 'atrule';
  readonly name: string;
  params: string;
  remove(): void;
}
interface Container {
  readonly type: string;
  readonly name?: string;
  walkRules(visit: (rule: Rule) => void): void;
  walkAtRules(visit: (rule: AtRule) => void): void;
  walkDecls(visit: (declaration: Declaration) => void): void;
}

/** Twice, to be stronger than what the page around it says of its own classes. */
const scope = '.scriptorium.scriptorium';
const prefix = 'scriptorium-';
/** What stands for the whole page where the page is ours. */
const wholePage = /^(?::root|html|body|#root)(?![\w-])/;

export function scopedStyles(): { readonly postcssPlugin: string; readonly OnceExit: (root: Container) => void } {
  return {
    postcssPlugin: 'scoped-styles',
    OnceExit(root) {
      const animations = nameAnimations(root);
      root.walkAtRules((rule) => {
        // The margins of the paper are the page's.
        if (rule.name === 'page') rule.remove();
      });
      root.walkRules((rule) => {
        const { parent } = rule;
        // Inside keyframes there are no selectors, and what is nested in a rule is within it already.
        if (parent?.type === 'rule' || parent?.name === 'keyframes') return;
        rule.selectors = rule.selectors.map((selector) => scopedSelector(selector));
      });
      root.walkDecls((declaration) => {
        if (/^animation(?:-name)?$/.test(declaration.prop)) declaration.value = renamed(declaration.value, animations);
        declaration.value = declaration.value.replaceAll(/(?<![\w.#-])(\d*\.?\d+)rem\b/g, `calc($1 * var(--${prefix}rem, 1rem))`);
      });
    },
  };
}

export function scopedSelector(selector: string): string {
  const trimmed = selector.trim();
  if (wholePage.test(trimmed)) return trimmed.replace(wholePage, scope);
  return `${scope} ${trimmed}`;
}

/** Names of animations are known to the whole page. */
function nameAnimations(root: Container): ReadonlySet<string> {
  const names = new Set<string>();
  root.walkAtRules((rule) => {
    if (rule.name !== 'keyframes') return;
    names.add(rule.params);
    rule.params = `${prefix}${rule.params}`;
  });
  return names;
}

function renamed(value: string, names: ReadonlySet<string>): string {
  return value.replaceAll(/[\w-]+/g, (word) => (names.has(word) ? `${prefix}${word}` : word));
}
