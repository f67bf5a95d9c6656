/** The toolbar's own menus: their buttons stand there with the text, and what they open comes after it. */
import { Baseline, ChevronDown, Highlighter } from 'lucide-react';
import { Toolbar as Bar } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Later, type StandIn, loadLater } from '../../ui/later.tsx';
import { useWords } from '../../ui/words.ts';
import type { BlockMenuProps } from './block-menu.tsx';
import type { HighlightMenuProps } from './highlight-menu.tsx';
import type { MoreMenuProps } from './more-menu.tsx';

const LoadedBlockMenu = loadLater(() => import('./block-menu.tsx').then((module) => module.BlockMenu));
const LoadedHighlightMenu = loadLater(() => import('./highlight-menu.tsx').then((module) => module.HighlightMenu));
const LoadedMoreMenu = loadLater(() => import('./more-menu.tsx').then((module) => module.MoreMenu));

export function BlockMenu(props: Omit<BlockMenuProps, 'isAsked'>): ReactElement {
  const { toolbar } = useWords();
  const name = toolbar.blocks[props.block];
  const button = (standIn: StandIn): ReactElement => (
    <Bar.Button className="tool is-wide" aria-label={toolbar.blockType(name)} {...standIn}>
      <span>{name}</span>
      <ChevronDown aria-hidden="true" />
    </Bar.Button>
  );
  return <Later button={button}>{(isAsked) => <LoadedBlockMenu {...props} isAsked={isAsked} />}</Later>;
}

export function HighlightMenu(props: Omit<HighlightMenuProps, 'isAsked'>): ReactElement {
  const { toolbar } = useWords();
  const className = props.colour === null ? '' : 'is-on';
  return (
    <Later button={toolButton(toolbar.highlight, <Highlighter aria-hidden="true" />, className)}>
      {(isAsked) => <LoadedHighlightMenu {...props} isAsked={isAsked} />}
    </Later>
  );
}

export function MoreMenu(props: Omit<MoreMenuProps, 'isAsked'>): ReactElement {
  const { toolbar } = useWords();
  return (
    <Later button={toolButton(toolbar.more, <Baseline aria-hidden="true" />)}>
      {(isAsked) => <LoadedMoreMenu {...props} isAsked={isAsked} />}
    </Later>
  );
}

function toolButton(label: string, face: ReactNode, className = ''): (standIn: StandIn) => ReactElement {
  return (standIn) => (
    <Bar.Button className={`tool has-menu ${className}`} aria-label={label} onMouseDown={(event) => event.preventDefault()} {...standIn}>
      {face}
      <ChevronDown className="tool-arrow" aria-hidden="true" />
    </Bar.Button>
  );
}
